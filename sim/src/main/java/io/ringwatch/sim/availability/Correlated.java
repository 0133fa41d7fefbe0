package io.ringwatch.sim.availability;

/**
 * Failures of several servers at once. Racks are filled in ring order, which is the worst order: a
 * rack that fails takes neighbours.
 *
 * @param rackServers servers in a rack, 1 or more
 * @param rackPowerMtbfHours mean time between losses of power of one rack, 0 for never
 * @param rackSwitchMtbfHours mean time between failures of the switches of one rack, 0 for never
 * @param sitePowerMtbfHours mean time between losses of power of everything, 0 for never
 * @param repairHours mean time until that is repaired
 */
public record Correlated(
        int rackServers,
        double rackPowerMtbfHours,
        double rackSwitchMtbfHours,
        double sitePowerMtbfHours,
        double repairHours) {
    public Correlated {
        if (rackServers < 1
                || !(rackPowerMtbfHours >= 0)
                || !(rackSwitchMtbfHours >= 0)
                || !(sitePowerMtbfHours >= 0)
                || !(repairHours >= 0)) {
            throw new IllegalArgumentException("below its least: racks of " + rackServers);
        }
    }

    /** Servers fail one by one only. */
    public static Correlated none() {
        return new Correlated(10, 0, 0, 0, 2);
    }

    /**
     * An example, the figures of which are ours: racks of so many lose power once in five years and
     * their switches once in ten, the site loses power once in three years, each for two hours.
     */
    public static Correlated example(int rackServers) {
        return new Correlated(rackServers, 5 * 8_760, 10 * 8_760, 3 * 8_760, 2);
    }

    double mtbfHours(FailureKind kind) {
        return switch (kind) {
            case RACK_POWER -> rackPowerMtbfHours;
            case RACK_SWITCH -> rackSwitchMtbfHours;
            case SITE_POWER -> sitePowerMtbfHours;
            default -> 0;
        };
    }
}
