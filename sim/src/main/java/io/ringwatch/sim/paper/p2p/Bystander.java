package io.ringwatch.sim.paper.p2p;

import io.ringwatch.files.Files;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.MemberView;
import io.ringwatch.member.Moment;
import io.ringwatch.sim.record.Member;
import java.util.List;

/** On the file server, which manages nobody. */
final class Bystander implements Member {
    @Override
    public void on(Input input, Moment now, List<Effect> effects) {
        // nothing is asked of it
    }

    @Override
    public long wakeAtNs() {
        return Long.MAX_VALUE;
    }

    @Override
    public MemberView view(Moment now) {
        return nothing(0, false);
    }

    /** The management files of the shipped members do not exist here. */
    static MemberView nothing(int self, boolean flag) {
        return new MemberView(
                self,
                flag ? MemberView.Phase.ACTIVE : MemberView.Phase.STANDBY,
                flag,
                false,
                false,
                List.of(),
                0,
                true,
                "",
                Files.NONE,
                List.of(),
                List.of(),
                List.of());
    }
}
