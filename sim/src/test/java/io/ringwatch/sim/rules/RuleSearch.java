package io.ringwatch.sim.rules;

import io.ringwatch.member.SafetyRule;
import io.ringwatch.sim.chaos.Chaos;
import io.ringwatch.sim.check.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/**
 * Searches for seeds of which the world breaks without a rule, and does not with it.
 *
 * <p>Rules are left out together first: if nothing happens otherwise without any of them, nothing
 * does without one of them. So a seed costs about as many worlds as there are rules that matter in
 * it.
 */
final class RuleSearch {
    /** Seeds that are played at the same time. */
    private static final int BATCH = 16;

    private final RuleTable table;
    private final Set<SafetyRule> missing;
    private final Map<SafetyRule, Integer> mattered = new ConcurrentHashMap<>();

    /**
     * @param missing the rules to search for
     */
    RuleSearch(RuleTable table, Set<SafetyRule> missing) {
        this.table = table;
        this.missing = EnumSet.noneOf(SafetyRule.class);
        this.missing.addAll(missing);
    }

    /** Writes the table anew after each few seeds. */
    void search(Worlds worlds, long seeds) {
        for (long from = 1; from <= seeds && !missing.isEmpty(); from += BATCH) {
            // those that matter in every world side by side, so that the others go out together
            List<SafetyRule> rules =
                    missing.stream()
                            .sorted(Comparator.comparing(r -> mattered.getOrDefault(r, 0)))
                            .toList();
            long last = Math.min(seeds, from + BATCH - 1);
            List<Map<SafetyRule, Violation>> found =
                    LongStream.rangeClosed(from, last)
                            .parallel()
                            .mapToObj(seed -> found(worlds, seed, rules))
                            .toList();
            for (int i = 0; i < found.size(); i++) {
                long seed = from + i;
                found.get(i).forEach((rule, violation) -> keep(worlds, seed, rule, violation));
            }
            missing.forEach(rule -> table.tried(rule, found.size()));
            table.write();
        }
    }

    private void keep(Worlds worlds, long seed, SafetyRule rule, Violation violation) {
        if (missing.remove(rule)) {
            table.found(rule, worlds, seed, violation.rule().name());
        }
    }

    private Map<SafetyRule, Violation> found(Worlds worlds, long seed, List<SafetyRule> rules) {
        var found = new EnumMap<SafetyRule, Violation>(SafetyRule.class);
        Chaos.Outcome sound = worlds.play(seed, Set.of());
        if (sound.violation().isEmpty()) {
            without(worlds, seed, rules, sound.events(), found);
        }
        return found;
    }

    private void without(
            Worlds worlds,
            long seed,
            List<SafetyRule> rules,
            long events,
            Map<SafetyRule, Violation> found) {
        Chaos.Outcome outcome = worlds.play(seed, Set.copyOf(rules));
        Optional<Violation> violation = outcome.violation();
        if (violation.isEmpty() && outcome.events() == events) {
            return;
        }
        if (rules.size() == 1) {
            mattered.merge(rules.get(0), 1, Integer::sum);
            violation.ifPresent(v -> found.put(rules.get(0), v));
            return;
        }
        int half = rules.size() / 2;
        for (List<SafetyRule> part :
                List.of(rules.subList(0, half), rules.subList(half, rules.size()))) {
            without(worlds, seed, new ArrayList<>(part), events, found);
        }
    }
}
