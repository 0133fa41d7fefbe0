package io.ringwatch.agent.daemon;

/**
 * How a command ended.
 *
 * @param outcome whether it was carried out, and if not, whether asking again may help
 * @param text one sentence for people
 */
public record CommandAnswer(Outcome outcome, String text) {
    /** Whether a command was carried out. */
    public enum Outcome {
        /** The member carried it out. */
        DONE,
        /** The member refused it; the text says why. */
        REFUSED,
        /**
         * The member took it and has not answered within the limit; it may still be carried out.
         */
        LATE,
        /** The member was not asked: its inbox is full, or the agent stops. */
        NOT_TAKEN
    }

    /** Whether it was carried out. */
    public boolean done() {
        return outcome == Outcome.DONE;
    }
}
