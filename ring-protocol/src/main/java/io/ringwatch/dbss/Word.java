package io.ringwatch.dbss;

import io.ringwatch.files.Place;
import io.ringwatch.files.Row;
import io.ringwatch.member.Situation;
import io.ringwatch.message.Message;

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
