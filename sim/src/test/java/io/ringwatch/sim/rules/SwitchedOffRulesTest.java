package io.ringwatch.sim.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwatch.member.SafetyRule;
import io.ringwatch.sim.chaos.Chaos;
import io.ringwatch.sim.check.Violation;
import io.ringwatch.sim.progress.Progress;
import io.ringwatch.sim.record.Member;
import io.ringwatch.sim.world.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A check that can fail: members without one of their safety rules, in the ordinary random worlds.
 * Here only the seed that is known to find it is played for each rule. The whole search, which
 * writes the table of {@code docs/safety-rules.md} anew, is {@code -Drules.search=200}: so many
 * seeds at most for each rule, on all cores. {@code -Drules.only=PROOF,QUORUM} searches for some,
 * {@code -Drules.continue=true} goes on where the table ends.
 */
class SwitchedOffRulesTest {
    /** Small rings and a minute of faults: what is found there is found soonest. */
    private static final Chaos.Options WORLDS =
            new Chaos.Options(1, 1, 3, 5, List.of(Profile.FAST), 60_000_000_000L, 1, 1, 0);

    private static final Map<Long, Optional<Violation>> SOUND = new ConcurrentHashMap<>();

    static Stream<RuleTable.Line> found() {
        return RuleTable.read().lines().stream().filter(line -> line.seed().isPresent());
    }

    @Test
    void shouldSayOfEveryRuleWhatItsAbsenceBreaks() {
        List<RuleTable.Line> lines = RuleTable.read().lines();

        assertEquals(
                List.of(SafetyRule.values()), lines.stream().map(RuleTable.Line::rule).toList());
        assertEquals(List.of(), lines.stream().filter(line -> !line.isDecided()).toList());
    }

    @ParameterizedTest
    @MethodSource("found")
    void shouldBreakWithoutTheRuleAndOnlyThen(RuleTable.Line line) {
        long seed = line.seed().getAsLong();

        assertEquals(Optional.empty(), sound(seed).map(Violation::rule), "with all rules");
        assertEquals(
                line.broken(),
                play(seed, Set.of(line.rule())).map(v -> v.rule().name()).orElse("nothing"));
    }

    @Test
    @EnabledIfSystemProperty(named = "rules.search", matches = "[0-9]+")
    void shouldFindTheAbsenceOfEveryRuleAgain() {
        long seeds = Long.getLong("rules.search", 0);
        boolean goesOn = Boolean.getBoolean("rules.continue");
        RuleTable table = RuleTable.read();
        List<SafetyRule> missing =
                rules().stream()
                        .filter(rule -> !goesOn || table.line(rule).seed().isEmpty())
                        .collect(Collectors.toCollection(ArrayList::new));
        for (long seed = 1; seed <= seeds && !missing.isEmpty(); seed++) {
            long number = seed;
            List<SafetyRule> found =
                    missing.parallelStream()
                            .filter(rule -> !goesOn || table.line(rule).tried() < number)
                            .filter(rule -> breaks(table, rule, number))
                            .toList();
            missing.removeAll(found);
            table.write();
        }

        assertEquals(List.of(), table.lines().stream().filter(line -> !line.isDecided()).toList());
    }

    private static List<SafetyRule> rules() {
        String only = System.getProperty("rules.only", "");
        return only.isEmpty()
                ? List.of(SafetyRule.values())
                : Arrays.stream(only.split(",")).map(SafetyRule::valueOf).toList();
    }

    /** Whether the world of this seed breaks without the rule, and does not with it. */
    private static boolean breaks(RuleTable table, SafetyRule rule, long seed) {
        Optional<Violation> broken = play(seed, Set.of(rule));
        boolean found = broken.isPresent() && sound(seed).isEmpty();
        table.tried(rule, seed, found ? broken.get().rule().name() : "");
        return found;
    }

    /** What is found with all rules obeyed. */
    private static Optional<Violation> sound(long seed) {
        return SOUND.computeIfAbsent(seed, s -> play(s, Set.of()));
    }

    private static Optional<Violation> play(long seed, Set<SafetyRule> off) {
        return new Chaos(WORLDS, Member.without(off), Progress.NONE).play(seed);
    }
}
