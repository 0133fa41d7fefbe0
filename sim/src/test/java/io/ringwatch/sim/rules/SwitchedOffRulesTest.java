package io.ringwatch.sim.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwatch.member.SafetyRule;
import io.ringwatch.sim.check.Violation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A check that can fail: members without one of their safety rules, in the ordinary random worlds.
 * Here only the seed that is known to find it is played for each rule. {@code -Drules.search=200}
 * writes the table of {@code docs/safety-rules.md} anew: seeds that still show a rule stay, and so
 * many are tried for each of the others, on all cores. {@code -Drules.only=PROOF,QUORUM} searches
 * for some, {@code -Drules.fresh=true} for the first seed of each.
 */
class SwitchedOffRulesTest {
    private static final Map<String, Optional<Violation>> SOUND = new ConcurrentHashMap<>();

    static Stream<RuleTable.Line> found() {
        return RuleTable.read().lines().stream().filter(RuleTable.Line::isFound);
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
        assertEquals(
                Optional.empty(),
                sound(line.worlds(), line.seed()).map(Violation::rule),
                "with all rules");
        assertEquals(line.broken(), broken(line));
    }

    @Test
    @EnabledIfSystemProperty(named = "rules.search", matches = "[0-9]+")
    void shouldFindTheAbsenceOfEveryRuleAgain() {
        long seeds = Long.getLong("rules.search", 0);
        RuleTable table = RuleTable.read();
        Set<SafetyRule> missing = EnumSet.copyOf(rules());
        if (!Boolean.getBoolean("rules.fresh")) {
            table.lines().parallelStream()
                    .filter(RuleTable.Line::isFound)
                    .filter(SwitchedOffRulesTest::isShown)
                    .map(RuleTable.Line::rule)
                    .toList()
                    .forEach(missing::remove);
        }
        missing.forEach(table::forget);
        var search = new RuleSearch(table, missing);
        for (Worlds worlds : Worlds.values()) {
            search.search(worlds, worlds.seeds(seeds));
        }

        assertEquals(List.of(), table.lines().stream().filter(line -> !line.isDecided()).toList());
    }

    private static List<SafetyRule> rules() {
        String only = System.getProperty("rules.only", "");
        return only.isEmpty()
                ? List.of(SafetyRule.values())
                : Arrays.stream(only.split(",")).map(SafetyRule::valueOf).toList();
    }

    private static boolean isShown(RuleTable.Line line) {
        return sound(line.worlds(), line.seed()).isEmpty() && broken(line).equals(line.broken());
    }

    /** What is found with all rules obeyed. */
    private static Optional<Violation> sound(Worlds worlds, long seed) {
        return SOUND.computeIfAbsent(
                worlds + " " + seed, key -> worlds.play(seed, Set.of()).violation());
    }

    private static String broken(RuleTable.Line line) {
        return line.worlds()
                .play(line.seed(), Set.of(line.rule()))
                .violation()
                .map(violation -> violation.rule().name())
                .orElse("nothing");
    }
}
