package io.ringwatch.demo.plan;

import java.util.Locale;
import java.util.Optional;

/** What can be broken. */
public enum Fault {
    /** The daemon dies; its restart repairs it. */
    SERVICE(false),
    /** The daemon is dead and its restart fails; a server restart repairs it (the paper's St). */
    STUCK(true),
    /** The port is open and nothing replies; a server restart repairs it. */
    HANG(true),
    /** The machine restarts by itself and is away for 6 s. */
    RESTART(true),
    /** The machine restarts by itself within 1 s. */
    QUICK(false),
    /** The machine is off until it is woken (the paper's Nt). */
    POWER(true),
    /** Only the agent is killed; a supervisor starts it again. */
    AGENT(false),
    /** This server alone loses its gateway, and gets it back later. */
    GATEWAY(true),
    /** Nothing. */
    NONE(false);

    private final boolean mustBeSeen;

    Fault(boolean mustBeSeen) {
        this.mustBeSeen = mustBeSeen;
    }

    /** Whether the ring must notice it: an end without a detection would be a failure. */
    public boolean mustBeSeen() {
        return mustBeSeen;
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
