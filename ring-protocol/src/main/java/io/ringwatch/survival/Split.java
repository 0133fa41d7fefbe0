package io.ringwatch.survival;

/**
 * A ring that falls apart into two sides which do not hear each other: of these exactly one goes
 * on.
 *
 * @param smaller servers of the council on the one side
 * @param larger servers of the council on the other side, as many or more
 * @param winner which side has the quorum
 */
public record Split(int smaller, int larger, Winner winner) {
    /** Which side has the quorum. */
    public enum Winner {
        /** The larger one, wherever the witness is. */
        LARGER,
        /** The one with the lowest-numbered server. */
        LOWEST,
        /** The one that hears the witness. */
        WITNESS,
        /**
         * The larger one, unless the smaller one has the lowest-numbered server and hears the
         * witness.
         */
        LARGER_UNLESS_BOTH;

        /**
         * Whether the smaller side, or the first of two equal ones, goes on.
         *
         * @param lowest whether it has the lowest-numbered server
         * @param witness whether it hears the witness
         */
        public boolean isSmaller(boolean lowest, boolean witness) {
            return switch (this) {
                case LARGER -> false;
                case LOWEST -> lowest;
                case WITNESS -> witness;
                case LARGER_UNLESS_BOTH -> lowest && witness;
            };
        }
    }
}
