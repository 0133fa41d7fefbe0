package io.ringwatch.sim.chaos;

import io.ringwatch.ring.FailBack;
import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Ring;
import io.ringwatch.sim.record.Member;
import io.ringwatch.sim.world.Pace;
import io.ringwatch.sim.world.Profile;
import io.ringwatch.sim.world.World;
import io.ringwatch.sim.world.WorldBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * A world as it begins.
 *
 * @param servers how many
 * @param witness whether there is a witness
 * @param fences whether every server has a power fence
 * @param profile the durations that the ring obeys
 * @param pace how long things take
 * @param isolation what servers do without a lease
 * @param failBack when a server that is well again comes back
 * @param seed from which everything random in it comes
 */
public record Setup(
        int servers,
        boolean witness,
        boolean fences,
        Profile profile,
        Pace pace,
        Isolation isolation,
        FailBack failBack,
        long seed) {
    /** The world, with members that this makes; with or without a recording of all they do. */
    World start(Member.Factory members, boolean recording) {
        return builder().members(members).recording(recording).start();
    }

    /** Its ring file. */
    Ring ring() {
        return builder().ring();
    }

    private WorldBuilder builder() {
        return World.ring(servers)
                .witness(witness)
                .fences(fences)
                .timing(profile.timing().withFailBack(failBack))
                .speeds(pace.speeds())
                .isolation(isolation)
                .seed(seed);
    }

    /** The same with so many servers. */
    Setup withServers(int fewer) {
        return new Setup(fewer, witness, fences, profile, pace, isolation, failBack, seed);
    }

    /** The same with another policy of fail-back. */
    Setup withFailBack(FailBack other) {
        return new Setup(servers, witness, fences, profile, pace, isolation, other, seed);
    }

    /** The lines of a scenario that describe it. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("@servers " + servers);
        if (witness) {
            lines.add("@witness");
        }
        if (fences) {
            lines.add("@fences");
        }
        lines.add("@profile " + profile.word());
        lines.add("@pace " + pace.word());
        if (isolation == Isolation.KEEP) {
            lines.add("@isolation keep");
        }
        if (failBack.stableNs() > 0) {
            boolean never = failBack.stableNs() == FailBack.NEVER;
            lines.add(
                    "@fail-back " + (never ? "manual" : failBack.stableNs() / 1_000_000L + " ms"));
        }
        if (failBack.perDay() > 0) {
            lines.add("@fail-backs-per-day " + failBack.perDay());
        }
        lines.add("@seed " + seed);
        return List.copyOf(lines);
    }
}
