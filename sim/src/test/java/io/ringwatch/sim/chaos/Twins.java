package io.ringwatch.sim.chaos;

import io.ringwatch.member.Boot;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.MemberView;
import io.ringwatch.member.Moment;
import io.ringwatch.member.RingMember;
import io.ringwatch.ring.Ring;
import io.ringwatch.sim.record.Member;
import java.util.ArrayList;
import java.util.List;

/**
 * Members of which each is two: one that spares polls, and one that polls in every turn and is
 * believed. They are told the same, and the first turn after which they differ ends the run.
 */
final class Twins implements Member.Factory {
    private long turns;

    /** Turns in which both did the same. */
    long turns() {
        return turns;
    }

    @Override
    public Member begin(Ring ring, int self, Boot boot) {
        return new Twin(
                new RingMember(ring, self, boot, true), new RingMember(ring, self, boot, false));
    }

    private final class Twin implements Member {
        private final RingMember sparing;
        private final RingMember polling;

        private Twin(RingMember sparing, RingMember polling) {
            this.sparing = sparing;
            this.polling = polling;
        }

        @Override
        public void on(Input input, Moment now, List<Effect> effects) {
            var spared = new ArrayList<Effect>();
            var polled = new ArrayList<Effect>();
            sparing.on(input, now, spared);
            polling.on(input, now, polled);
            if (!spared.equals(polled) || sparing.wakeAtNs() != polling.wakeAtNs()) {
                throw new IllegalStateException(
                        "after %s at %s%n  sparing %s, wakes at %d%n  polling %s, wakes at %d"
                                .formatted(
                                        input,
                                        now,
                                        spared,
                                        sparing.wakeAtNs(),
                                        polled,
                                        polling.wakeAtNs()));
            }
            turns++;
            effects.addAll(polled);
        }

        @Override
        public long wakeAtNs() {
            return polling.wakeAtNs();
        }

        @Override
        public MemberView view(Moment now) {
            MemberView view = polling.view(now);
            if (!sparing.view(now).equals(view)) {
                throw new IllegalStateException(
                        "knows %s instead of %s".formatted(sparing.view(now), view));
            }
            return view;
        }
    }
}
