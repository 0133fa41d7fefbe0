package io.ringwatch.simulator.command;

import java.util.List;

/** What was asked for is not understood: everything that is wrong with it, at once. */
final class Refusal extends Exception {
    static final int NOT_UNDERSTOOD = 2;

    private static final long serialVersionUID = 1L;

    private final transient List<String> reasons;

    Refusal(List<String> reasons) {
        super(String.join("\n", reasons));
        this.reasons = List.copyOf(reasons);
    }

    Refusal(String reason) {
        this(List.of(reason));
    }

    /** Says so, as the command of this name. */
    int tell(String command) {
        reasons.forEach(r -> System.err.println("ringwatch sim " + command + ": " + r));
        return NOT_UNDERSTOOD;
    }
}
