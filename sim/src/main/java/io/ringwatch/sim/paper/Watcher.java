package io.ringwatch.sim.paper;

import io.ringwatch.member.Boot;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Event;
import io.ringwatch.member.Input;
import io.ringwatch.member.MemberView;
import io.ringwatch.member.Moment;
import io.ringwatch.ring.Ring;
import io.ringwatch.sim.record.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Hears what all members of a world tell, whichever method they are of, and when. */
final class Watcher implements Member.Factory {
    private final Member.Factory members;
    private final List<Told> all = new ArrayList<>();
    private LongSupplier clock = () -> 0;

    /** One event, who told it, and the virtual time at which it was told. */
    record Told(long atNs, int teller, Event event) {}

    Watcher(Member.Factory members) {
        this.members = members;
    }

    /** The virtual time of the world of these members. */
    void clock(LongSupplier nowNs) {
        clock = nowNs;
    }

    /** The first event of a kind about a server since then. */
    Optional<Told> first(Event.Kind kind, int server, long sinceNs) {
        return all(kind, server, sinceNs).stream().findFirst();
    }

    /** All events of a kind about a server since then. */
    List<Told> all(Event.Kind kind, int server, long sinceNs) {
        return all.stream()
                .filter(told -> told.atNs() >= sinceNs)
                .filter(told -> told.event().kind() == kind && told.event().server() == server)
                .toList();
    }

    @Override
    public Member begin(Ring ring, int self, Boot boot) {
        Member member = members.begin(ring, self, boot);
        return new Member() {
            @Override
            public void on(Input input, Moment now, List<Effect> effects) {
                int before = effects.size();
                member.on(input, now, effects);
                for (Effect effect : effects.subList(before, effects.size())) {
                    if (effect instanceof Effect.Tell tell) {
                        all.add(new Told(clock.getAsLong(), self, tell.event()));
                    }
                }
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
