package io.ringwatch.sim.check;

/** Something that must never happen did; ends the run. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Rule rule;

    /**
     * @param rule which rule is broken
     * @param by by what
     */
    public Violation(Rule rule, String by) {
        super(by);
        this.rule = rule;
    }

    /**
     * @param late what was waited for in vain, and the world in which it was
     */
    public Violation(String late) {
        this(Rule.IN_TIME, late);
    }

    /**
     * @param report which rule is broken, by what, and the world in which it was
     * @param cause what was noticed first
     */
    public Violation(String report, Throwable cause) {
        super(report, cause);
        this.rule = cause instanceof Violation violation ? violation.rule() : Rule.SOUND_CODE;
    }

    /** Which rule is broken. */
    public Rule rule() {
        return rule;
    }
}
