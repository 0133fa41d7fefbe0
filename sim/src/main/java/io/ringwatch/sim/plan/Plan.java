package io.ringwatch.sim.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Faults in the order of their times. As text one per line, {@code 12.500 s crash ftp}; empty lines
 * and lines that begin with {@code #} say nothing.
 *
 * @param steps by time
 */
public record Plan(List<Step> steps) {
    /** Nothing happens. */
    public static final Plan NOTHING = new Plan(List.of());

    public Plan {
        steps = steps.stream().sorted(Comparator.comparingLong(Step::atNs)).toList();
    }

    /**
     * One fault at its time.
     *
     * @param atNs virtual time, nanoseconds since the world began
     * @param fault what is done
     */
    public record Step(long atNs, Fault fault) {
        @Override
        public String toString() {
            return Lengths.seconds(atNs) + " s " + fault;
        }
    }

    /**
     * Reads a plan.
     *
     * @throws IllegalArgumentException if a line is not {@code TIME UNIT FAULT ARGUMENTS}
     */
    public static Plan parse(List<String> lines) {
        var steps = new ArrayList<Step>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.strip().split("\\s+", 3);
            if (parts.length < 3) {
                throw new IllegalArgumentException("not 'TIME UNIT FAULT': " + line);
            }
            steps.add(new Step(Lengths.ns(parts[0] + parts[1]), Fault.parse(parts[2])));
        }
        return new Plan(steps);
    }

    @Override
    public String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining("\n"));
    }
}
