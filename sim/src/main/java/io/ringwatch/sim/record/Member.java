package io.ringwatch.sim.record;

import io.ringwatch.member.Boot;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.MemberView;
import io.ringwatch.member.Moment;
import io.ringwatch.member.RingMember;
import io.ringwatch.member.SafetyRule;
import io.ringwatch.ring.Ring;
import java.util.List;
import java.util.Set;

/**
 * A {@link RingMember} as its owner sees it. The simulator runs the shipped one; only the world's
 * own tests put something else in its place.
 */
public interface Member {
    /** As {@link RingMember#on}. */
    void on(Input input, Moment now, List<Effect> effects);

    /** As {@link RingMember#wakeAtNs}. */
    long wakeAtNs();

    /** As {@link RingMember#view}. */
    MemberView view(Moment now);

    /** Makes members. */
    interface Factory {
        /** A member of the ring with this number, which begins with this. */
        Member begin(Ring ring, int self, Boot boot);
    }

    /** The shipped members without some of their rules: to show what these are good for. */
    static Factory without(Set<SafetyRule> off) {
        List<SafetyRule> rules = off.stream().sorted().toList();
        return (ring, self, boot) ->
                shipped(
                        ring,
                        self,
                        new Boot(
                                boot.bootId(),
                                boot.drawnIdentity(),
                                boot.vote(),
                                boot.files(),
                                boot.flag(),
                                rules));
    }

    /** The member that is shipped. */
    static Member shipped(Ring ring, int self, Boot boot) {
        return of(new RingMember(ring, self, boot));
    }

    /**
     * The shipped member, which spares polls that would do nothing: it does the same in every turn
     * in less time, for rings of a thousand.
     */
    static Member sparing(Ring ring, int self, Boot boot) {
        return of(new RingMember(ring, self, boot, true));
    }

    private static Member of(RingMember member) {
        return new Member() {
            @Override
            public void on(Input input, Moment now, List<Effect> effects) {
                member.on(input, now, effects);
            }

            @Override
            public long wakeAtNs() {
                return member.wakeAtNs();
            }

            @Override
            public MemberView view(Moment now) {
                return member.view(now);
            }
        };
    }
}
