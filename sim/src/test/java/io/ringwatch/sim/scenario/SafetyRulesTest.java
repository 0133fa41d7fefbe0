package io.ringwatch.sim.scenario;

import static io.ringwatch.member.SafetyRule.CLAIM_UNDER_ASSIGNING_VERSION;
import static io.ringwatch.member.SafetyRule.LEASE_KERNEL;
import static io.ringwatch.member.SafetyRule.LEASE_NOT_ACCEPTED;
import static io.ringwatch.member.SafetyRule.PARKED_GIVES_UP;
import static io.ringwatch.member.SafetyRule.RELEASE_ONLY_DOWN;
import static io.ringwatch.member.SafetyRule.VOTE_RECORD;
import static io.ringwatch.sim.scenario.Rings.QUIET;
import static io.ringwatch.sim.scenario.Rings.formed;
import static io.ringwatch.sim.scenario.Rings.untilTakenOver;
import static io.ringwatch.sim.scenario.Rings.untilTold;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringwatch.member.SafetyRule;
import io.ringwatch.ring.Timing;
import io.ringwatch.sim.plan.Span;
import io.ringwatch.sim.record.Member;
import io.ringwatch.sim.world.Speeds;
import io.ringwatch.sim.world.World;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules of leases and votes, each where it matters: a core without it fails here. */
class SafetyRulesTest {
    private Member.Factory members = Member::shipped;

    static Stream<Arguments> stories() {
        return Stream.of(
                of(LEASE_NOT_ACCEPTED, t -> t.shouldNotGrantOnceItHasAcceptedForTheNextVersion()),
                of(VOTE_RECORD, t -> t.shouldRememberWhatItAcceptedWhenItsAgentDies()),
                of(
                        CLAIM_UNDER_ASSIGNING_VERSION,
                        t -> t.shouldNotClaimUnderALeaseFromBeforeTheAssignment()),
                of(RELEASE_ONLY_DOWN, t -> t.shouldReleaseOnlyWhatIsDown()),
                of(PARKED_GIVES_UP, t -> t.shouldGiveUpWhatIsParkedBeforeItIsLetIn()),
                of(LEASE_KERNEL, t -> t.shouldEndInTheKernelWhatAFrozenAgentHolds()));
    }

    private static Arguments of(SafetyRule rule, Consumer<SafetyRulesTest> story) {
        return Arguments.of(rule, story);
    }

    private World swift(Speeds speeds) {
        return formed(
                World.ring(6)
                        .witness()
                        .timing(Timing.fast())
                        .speeds(speeds)
                        .seed(9)
                        .members(members));
    }

    @ParameterizedTest
    @MethodSource("stories")
    void shouldFailWithoutTheRule(SafetyRule rule, Consumer<SafetyRulesTest> story) {
        members = Member.without(Set.of(rule));
        assertThrows(Throwable.class, () -> story.accept(this));
    }

    @Test
    void shouldEndInTheKernelWhatAFrozenAgentHolds() {
        World world = swift(Speeds.swift());
        world.apply("pause ftp 30s");
        untilTakenOver(world, "ftp");
        world.untilQuiet(QUIET);
    }

    @Test
    void shouldNotGrantOnceItHasAcceptedForTheNextVersion() {
        World world = swift(Speeds.swift());
        world.apply("stuck ftp");
        for (String kind : new String[] {"Commit", "Edits", "Snapshot"}) {
            world.apply("mute " + kind + " 100");
        }
        untilTold(world, "10 s", "[SEPARATED ftp]");
        // nor can those who accepted finish it
        world.apply("mute Promise 100");
        world.run("2 s");
        assertEquals("", world.holder("ftp"), "held by a lease from members that had accepted");
        world.apply("mend");
        world.apply("unplug ftp both");
        untilTakenOver(world, "ftp");
        world.apply("plug ftp");
        world.untilQuiet(QUIET);
    }

    @Test
    void shouldRememberWhatItAcceptedWhenItsAgentDies() {
        World world = swift(Speeds.swift());
        world.apply("stuck ftp");
        for (String kind : new String[] {"Commit", "Edits", "Snapshot"}) {
            world.apply("mute " + kind + " 100");
        }
        // only mail knows that the edit is decided, and goes with it
        untilTold(world, "10 s", "[SEPARATED ftp]");
        world.apply("ruin mail");
        for (String name : new String[] {"ftp", "web1", "web2", "proxy", "login", "witness"}) {
            world.apply("kill " + name);
        }
        world.apply("mend");
        untilTakenOver(world, "ftp", "mail");
        world.apply("repair mail");
        world.apply("power-on mail");
        world.untilQuiet(QUIET);
    }

    @Test
    void shouldNotClaimUnderALeaseFromBeforeTheAssignment() {
        World world = swift(Speeds.swift());
        world.apply("crash ftp");
        untilTold(world, "10 s", "[GUEST_READY ftp]");
        world.apply("mute Grant 100");
        untilTold(world, "10 s", "[ASSIGNED ftp]");
        world.run("300 ms");
        assertEquals("", world.holder("ftp"), "claimed without a lease of that version");
        world.apply("mend");
        untilTakenOver(world, "ftp");
        world.untilQuiet(QUIET);
    }

    @Test
    void shouldReleaseOnlyWhatIsDown() {
        World world = swift(Speeds.swift().withDrop(Span.ms(200, 400)));
        world.apply("command web2 move ftp");
        untilTakenOver(world, "ftp");
        world.run("2 s");
        world.apply("command web2 move-back ftp");
        world.untilQuiet(QUIET);
    }

    @Test
    void shouldGiveUpWhatIsParkedBeforeItIsLetIn() {
        World world = swift(Speeds.swift());
        world.apply("unflag web2");
        world.run("2 s");
        world.apply("mute Promise 100");
        world.apply("flag web2");
        world.run("800 ms");
        // it is let in, and does not learn of it
        world.apply("unplug web2 both");
        world.apply("mute Promise 0");
        untilTakenOver(world, "web2");
        world.apply("plug web2");
        world.untilQuiet(QUIET);
    }
}
