package io.ringwatch.sim.availability;

import java.util.List;

/**
 * What one episode, played in a world, meant for the clients of all servers.
 *
 * @param outages every one of them
 * @param personMs when, after the failure, a person acted without whom the ring could not go on; -1
 *     if nobody had to
 * @param repairMs when, after the failure, what was broken was repaired; -1 if nothing was
 * @param falseTakeovers takeovers of servers that were well
 * @param finished whether all was well again in the end
 */
record Episode(
        List<Outage> outages,
        double personMs,
        double repairMs,
        int falseTakeovers,
        boolean finished) {
    Episode {
        outages = List.copyOf(outages);
    }

    /**
     * A time in one piece in which one server's clients were not served.
     *
     * @param playedMs how long it was in the world, in which people come at once
     * @param throughPerson whether the person acted during it
     * @param throughRepair whether the repair was done during it
     */
    record Outage(double playedMs, boolean throughPerson, boolean throughRepair) {}

    /**
     * How long an outage is if the person and the repair take their real time: nothing changes
     * while they are waited for, so it is longer by just as much.
     *
     * @param personH hours after the failure at which the person acts
     * @param repairH hours after the failure at which the repair is done
     */
    double seconds(Outage outage, double personH, double repairH) {
        double personMore = personMs < 0 ? 0 : Math.max(0, personH * 3_600_000 - personMs);
        double repairMore =
                repairMs < 0 ? 0 : Math.max(0, repairH * 3_600_000 - repairMs - personMore);
        double ms = outage.playedMs();
        ms += outage.throughPerson() ? personMore : 0;
        ms += outage.throughRepair() ? repairMore : 0;
        return ms / 1_000;
    }
}
