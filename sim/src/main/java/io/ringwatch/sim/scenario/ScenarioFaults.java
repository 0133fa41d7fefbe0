package io.ringwatch.sim.scenario;

import java.util.List;
import java.util.stream.Collectors;

/** A scenario that cannot be played: everything that is wrong with it, at once. */
public final class ScenarioFaults extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<ScenarioFault> faults;

    ScenarioFaults(List<ScenarioFault> faults) {
        super(faults.stream().map(ScenarioFault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** The faults in the order of their lines; at least one. */
    public List<ScenarioFault> faults() {
        return faults;
    }
}
