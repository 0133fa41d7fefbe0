package io.ringwatch.agent.config;

import java.util.List;
import java.util.stream.Collectors;

/** A ring file that must not be used: everything that is wrong with it, at once. */
public final class ConfigFaults extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    ConfigFaults(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** The faults in the order of their lines; at least one. */
    public List<Fault> faults() {
        return faults;
    }
}
