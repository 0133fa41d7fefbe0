package io.ringwatch.sim.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.MemberView;
import io.ringwatch.member.Moment;
import io.ringwatch.sim.check.Rule;
import io.ringwatch.sim.plan.Plan;
import io.ringwatch.sim.progress.Progress;
import io.ringwatch.sim.record.Member;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is found with members that do something wrong, and how short its story becomes. */
class FindingTest {
    private static final long FAULTS_NS = 60_000_000_000L;

    private static Chaos chaos(Member.Factory members) {
        var options =
                new Chaos.Options(
                        1,
                        6,
                        3,
                        4,
                        Chaos.Options.standard(1, 1).profiles(),
                        FAULTS_NS,
                        1,
                        6,
                        60,
                        true);
        return new Chaos(options, members, Progress.NONE);
    }

    /** Members that claim their VIPs for an hour as soon as they run, whatever the files say. */
    private static Member greedy(Member shipped, int self) {
        return new Member() {
            @Override
            public void on(Input input, Moment now, List<Effect> effects) {
                shipped.on(input, now, effects);
                effects.removeIf(Effect.HoldVips.class::isInstance);
                if (input instanceof Input.LoadSampled && self != 0) {
                    var hold = new Effect.Hold(self, false, now.monoNs() + 3_600_000_000_000L);
                    effects.add(new Effect.HoldVips(1, List.of(hold)));
                }
            }

            @Override
            public long wakeAtNs() {
                return shipped.wakeAtNs();
            }

            @Override
            public MemberView view(Moment now) {
                return shipped.view(now);
            }
        };
    }

    @Test
    void shouldFindMembersThatClaimWithoutAsking() {
        Chaos chaos = chaos((ring, self, boot) -> greedy(Member.shipped(ring, self, boot), self));
        assertTrue(chaos.firstFound().isPresent());
        Result result = chaos.run();
        Finding finding =
                result.findings().stream()
                        .max(Comparator.comparing(Finding::stepsBefore))
                        .orElseThrow();
        assertTrue(
                Set.of(Rule.ASSIGNED_FIRST, Rule.TRUE_PROOF).contains(finding.rule()),
                finding.rule().text());
        assertTrue(finding.stepsBefore() > 5, "a story that is worth making shorter");
        assertTrue(finding.steps().size() <= 3, finding.steps().toString());
        List<Plan.Step> steps =
                Plan.parse(finding.scenario().stream().filter(l -> !l.startsWith("@")).toList())
                        .steps();
        assertEquals(finding.steps(), steps.stream().map(Object::toString).toList());
    }
}
