package io.ringwatch.sim.plan;

import io.ringwatch.ring.Ring;
import io.ringwatch.sim.plan.PlanFaults.PlanFault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Faults in the order of their times. As text one per line, {@code 12.500 s crash ftp}; empty lines
 * say nothing, and neither do lines that begin with {@code #} (remarks) or {@code @} (settings of a
 * scenario's world).
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
     * Reads a plan, whatever ring it is for.
     *
     * @throws PlanFaults if a line is not {@code TIME UNIT FAULT ARGUMENTS}, with all such lines
     */
    public static Plan parse(List<String> lines) {
        return read(lines, null);
    }

    /**
     * Reads a plan for a ring.
     *
     * @throws PlanFaults the same, and if a line names what the ring does not have
     */
    public static Plan parse(List<String> lines, Ring ring) {
        return read(lines, ring);
    }

    private static Plan read(List<String> lines, @Nullable Ring ring) {
        var steps = new ArrayList<Step>();
        var faults = new ArrayList<PlanFault>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith("@")) {
                continue;
            }
            try {
                Step step = step(line);
                steps.add(step);
                if (ring != null) {
                    for (String problem : step.fault().problems(ring)) {
                        faults.add(new PlanFault(i + 1, line, problem));
                    }
                }
            } catch (IllegalArgumentException e) {
                faults.add(new PlanFault(i + 1, line, String.valueOf(e.getMessage())));
            }
        }
        if (!faults.isEmpty()) {
            throw new PlanFaults(faults);
        }
        return new Plan(steps);
    }

    private static Step step(String line) {
        String[] parts = line.split("\\s+", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException(
                    "not 'TIME UNIT FAULT', as in '12.5 s crash ftp': " + line);
        }
        return new Step(Lengths.ns(parts[0] + parts[1]), Fault.parse(parts[2]));
    }

    @Override
    public String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining("\n"));
    }
}
