package io.ringwatch.dbss;

import io.ringwatch.files.Place;
import io.ringwatch.files.Row;
import io.ringwatch.member.Situation;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Timing;

/** What a target says of itself, as far as it is heard. */
final class Word {
    private final Situation situation;
    private final int target;

    Word(Situation situation, int target) {
        this.situation = situation;
        this.target = target;
    }

    /** {@link Message#WELL} or a sum of bits; well if it is not heard. */
    int condition() {
        return situation.hearing().isFresh(target)
                ? situation.hearing().condition(target)
                : Message.WELL;
    }

    boolean says(int bit) {
        return (condition() & bit) != 0;
    }

    /**
     * Whether it says that its gateway does not answer, and that counts: those who lost theirs
     * together with this server have the time of another examination to find it back.
     */
    boolean lacksGateway() {
        Timing timing = situation.timing();
        long together = timing.internalNs() + timing.networkLimitNs() + timing.renewalNs();
        return says(Message.NO_GATEWAY)
                && situation.turn().due(situation.selfMonitoring().gatewayBackNs() + together);
    }

    /** Whether it has booted since it was let into the group. */
    boolean isOtherBoot() {
        Message.Beacon beacon = situation.hearing().beacon(target);
        Row row = situation.row(target).orElse(null);
        return beacon != null
                && row != null
                && row.place() == Place.GROUP
                && beacon.bootId() != row.bootId();
    }
}
