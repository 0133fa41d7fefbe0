package io.ringwatch.demo.plan;

import java.util.Locale;
import java.util.Optional;

/** What can be broken. */
public enum Fault {
    /** The daemon dies; its restart repairs it. */
    SERVICE(true, false),
    /** The daemon is dead and its restart fails; a server restart repairs it (the paper's St). */
    STUCK(false, true),
    /** The port is open and nothing replies; a server restart repairs it. */
    HANG(false, true),
    /** The machine restarts by itself and is away for 6 s. */
    RESTART(false, true),
    /** The machine restarts by itself within 1 s. */
    QUICK(true, true),
    /** The machine is off until it is woken (the paper's Nt). */
    POWER(false, true),
    /** Only the agent is killed; a supervisor starts it again. */
    AGENT(true, false),
    /** This server alone loses its gateway, and gets it back later. */
    GATEWAY(false, true),
    /** Nothing. */
    NONE(true, false);

    private final boolean mayStay;
    private final boolean interrupts;

    Fault(boolean mayStay, boolean interrupts) {
        this.mayStay = mayStay;
        this.interrupts = interrupts;
    }

    /** Whether its server may recover without a virtual server. */
    public boolean mayStay() {
        return mayStay;
    }

    /** Whether the ring must notice it: an end without a detection would be a failure. */
    public boolean mustBeSeen() {
        return interrupts && this != QUICK;
    }

    /** Its name on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The fault of that name. */
    public static Optional<Fault> of(String word) {
        for (Fault fault : values()) {
            if (fault.word().equals(word)) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
