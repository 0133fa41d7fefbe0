package io.ringwatch.sim.check;

/** Something that must never happen did; ends the run. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param rule which rule is broken, and by what
     */
    public Violation(String rule) {
        super(rule);
    }

    /**
     * @param rule which rule is broken, by what, and the world in which it was
     * @param cause what was noticed first
     */
    public Violation(String rule, Throwable cause) {
        super(rule, cause);
    }
}
