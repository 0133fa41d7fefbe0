package io.ringwatch.dbss;

import io.ringwatch.files.Reason;
import io.ringwatch.member.Event;
import io.ringwatch.member.Situation;

/** A target that people work on: what is wrong with it is told once, and nothing follows. */
final class LeftAlone {
    private final Situation situation;
    private final int target;
    private boolean told;
    private boolean silent;

    LeftAlone(Situation situation, int target) {
        this.situation = situation;
        this.target = target;
    }

    /** Whether nothing follows from such a fault now. One that has booted must be let in again. */
    boolean applies(Reason reason) {
        return reason != Reason.RESTART && situation.isMaintained(target);
    }

    /**
     * Whether it was unreachable when it was looked at last, or beacons: it has booted, is not
     * well, and has not been let in.
     */
    boolean isSilent() {
        boolean idle = silent || situation.hearing().beacon(target) != null;
        return told && idle && situation.isMaintained(target);
    }

    void tell(Reason reason, String why) {
        silent = reason == Reason.NETWORK;
        if (!told) {
            told = true;
            situation
                    .turn()
                    .tell(
                            Event.Kind.DETECTED,
                            target,
                            why + "; it is in maintenance, and is left alone",
                            "reason",
                            reason);
        }
    }

    /** It was found good, or is not in maintenance any more. */
    void over() {
        told = false;
    }
}
