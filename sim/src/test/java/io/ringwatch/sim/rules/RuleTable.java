package io.ringwatch.sim.rules;

import io.ringwatch.member.SafetyRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The table of {@code docs/safety-rules.md}: which seed of the ordinary worlds first finds that a
 * rule is missing. The document is what the test reads, so it cannot say anything else.
 */
final class RuleTable {
    private static final Path DOCUMENT = Path.of("..", "docs", "safety-rules.md");
    private static final int CELLS = 6;
    private static final int WORLDS = 3;
    private static final int SEED = 4;
    private static final int BROKEN = 5;
    private static final String UNDECIDED = "undecided";
    private static final String ALL = "all";
    private static final String NONE_IN = "none in ";

    private final List<String> text;
    private final Map<SafetyRule, Line> lines = new TreeMap<>();

    /**
     * What is known of one rule.
     *
     * @param rule the rule
     * @param worlds of which worlds the seed is; of no account without one
     * @param isFound whether a seed finds that it is missing
     * @param seed that seed; without one, how many were tried in all
     * @param broken what is broken then; without a seed, why nothing shows it
     */
    record Line(SafetyRule rule, Worlds worlds, boolean isFound, long seed, String broken) {
        boolean isDecided() {
            return !broken.isBlank() && !broken.equals(UNDECIDED);
        }

        private String seedCell() {
            return isFound ? String.valueOf(seed) : NONE_IN + seed;
        }

        @Override
        public String toString() {
            return rule + ", seed " + seedCell();
        }
    }

    private RuleTable(List<String> text) {
        this.text = text;
        for (String line : text) {
            List<String> cells = cells(line);
            if (cells.size() == CELLS && isRule(cells.get(0))) {
                var rule = SafetyRule.valueOf(cells.get(0));
                lines.put(rule, line(rule, cells));
            }
        }
    }

    private static Line line(SafetyRule rule, List<String> cells) {
        String seed = cells.get(SEED);
        boolean found = !seed.startsWith(NONE_IN);
        return new Line(
                rule,
                found ? Worlds.valueOf(cells.get(WORLDS).toUpperCase(Locale.ROOT)) : Worlds.SMALL,
                found,
                Long.parseLong(found ? seed : seed.substring(NONE_IN.length())),
                cells.get(BROKEN));
    }

    static RuleTable read() {
        try {
            return new RuleTable(Files.readAllLines(DOCUMENT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Line> lines() {
        return List.copyOf(lines.values());
    }

    /** Nothing is known of it any more; why nothing shows it stays, if that was said. */
    void forget(SafetyRule rule) {
        Line before = Objects.requireNonNull(lines.get(rule));
        String kept = before.isFound() ? UNDECIDED : before.broken();
        lines.put(rule, new Line(rule, Worlds.SMALL, false, 0, kept));
    }

    /** So many more seeds were tried in vain. */
    void tried(SafetyRule rule, long seeds) {
        Line before = Objects.requireNonNull(lines.get(rule));
        long tried = before.seed() + seeds;
        lines.put(rule, new Line(rule, before.worlds(), false, tried, before.broken()));
    }

    void found(SafetyRule rule, Worlds worlds, long seed, String broken) {
        lines.put(rule, new Line(rule, worlds, true, seed, broken));
    }

    void write() {
        try {
            Files.write(DOCUMENT, text.stream().map(this::current).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String current(String written) {
        List<String> cells = new ArrayList<>(cells(written));
        if (cells.size() != CELLS || !isRule(cells.get(0))) {
            return written;
        }
        Line line = Objects.requireNonNull(lines.get(SafetyRule.valueOf(cells.get(0))));
        cells.set(WORLDS, line.isFound() ? line.worlds().word() : ALL);
        cells.set(SEED, line.seedCell());
        cells.set(BROKEN, line.broken());
        return "| " + String.join(" | ", cells) + " |";
    }

    private static List<String> cells(String line) {
        if (!line.startsWith("| ")) {
            return List.of();
        }
        return Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
    }

    private static boolean isRule(String word) {
        return Arrays.stream(SafetyRule.values()).anyMatch(rule -> rule.name().equals(word));
    }
}
