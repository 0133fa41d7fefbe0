package io.ringwatch.sim.plan;

import java.util.List;
import java.util.stream.Collectors;

/** A plan that cannot be followed: every line that is wrong, and why. */
public final class PlanFaults extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<PlanFault> faults;

    /**
     * One wrong line.
     *
     * @param line its number, from 1
     * @param text the line itself
     * @param rule which rule it breaks, and what was expected
     */
    public record PlanFault(int line, String text, String rule) {
        @Override
        public String toString() {
            return line + ": " + rule;
        }
    }

    PlanFaults(List<PlanFault> faults) {
        super(faults.stream().map(PlanFault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** All wrong lines, in their order. */
    public List<PlanFault> faults() {
        return faults;
    }
}
