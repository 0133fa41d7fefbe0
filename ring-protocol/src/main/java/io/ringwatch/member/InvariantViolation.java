package io.ringwatch.member;

/**
 * A rule that the core guarantees does not hold: the process must end and begin again from what is
 * stored.
 */
public final class InvariantViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvariantViolation(String message) {
        super(message);
    }
}
