package io.ringwatch.agent.daemon;

import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.MemberView;
import io.ringwatch.member.Moment;
import io.ringwatch.member.RingMember;
import java.util.List;

/** What the duty cycle needs of a {@link RingMember}; the methods are as there. */
interface MemberCore {
    void on(Input input, Moment now, List<Effect> effects);

    long wakeAtNs();

    MemberView view(Moment now);

    static MemberCore of(RingMember member) {
        return new MemberCore() {
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
