package io.ringwatch.sim.rules;

import io.ringwatch.member.SafetyRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The table of {@code docs/safety-rules.md}: which seed of the ordinary worlds first finds that a
 * rule is missing. The document is what the test reads, so it cannot say anything else.
 */
final class RuleTable {
    private static final Path DOCUMENT = Path.of("..", "docs", "safety-rules.md");
    private static final int CELLS = 5;
    private static final int SEED = 3;
    private static final int BROKEN = 4;
    private static final String UNDECIDED = "undecided";
    private static final String NONE_IN = "none in ";

    private final List<String> text;
    private final Map<SafetyRule, Line> lines = new TreeMap<>();

    /**
     * What is known of one rule.
     *
     * @param rule the rule
     * @param seed the first seed that finds that it is missing; empty if none did
     * @param tried seeds that were tried
     * @param broken what is broken then; without a seed, why nothing shows it
     */
    record Line(SafetyRule rule, OptionalLong seed, long tried, String broken) {
        boolean isDecided() {
            return !broken.isBlank() && !broken.equals(UNDECIDED);
        }

        private String seedCell() {
            return seed.isPresent() ? String.valueOf(seed.getAsLong()) : NONE_IN + tried;
        }

        @Override
        public String toString() {
            return rule + ", first seed " + seedCell();
        }
    }

    private RuleTable(List<String> text) {
        this.text = text;
        for (String line : text) {
            List<String> cells = cells(line);
            if (cells.size() == CELLS && isRule(cells.get(0))) {
                var rule = SafetyRule.valueOf(cells.get(0));
                lines.put(rule, line(rule, cells.get(SEED), cells.get(BROKEN)));
            }
        }
    }

    private static Line line(SafetyRule rule, String seed, String broken) {
        if (seed.startsWith(NONE_IN)) {
            long tried = Long.parseLong(seed.substring(NONE_IN.length()));
            return new Line(rule, OptionalLong.empty(), tried, broken);
        }
        long found = Long.parseLong(seed);
        return new Line(rule, OptionalLong.of(found), found, broken);
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

    Line line(SafetyRule rule) {
        return lines.get(rule);
    }

    /**
     * A seed was tried; what is said of a rule that nothing shows stays as it is.
     *
     * @param broken what it broke, empty if nothing
     */
    synchronized void tried(SafetyRule rule, long seed, String broken) {
        Line before = lines.get(rule);
        String kept = before.seed().isPresent() ? UNDECIDED : before.broken();
        lines.put(
                rule,
                broken.isEmpty()
                        ? new Line(rule, OptionalLong.empty(), seed, kept)
                        : new Line(rule, OptionalLong.of(seed), seed, broken));
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
        Line line = lines.get(SafetyRule.valueOf(cells.get(0)));
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
