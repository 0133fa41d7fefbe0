package io.ringwatch.sim.progress;

/**
 * Is told how far a long computation is, and says whether to go on. Called often and from several
 * threads: it must be cheap and thread-safe.
 */
public interface Progress {
    /** Nobody looks, and nobody interrupts. */
    Progress NONE =
            new Progress() {
                @Override
                public void at(String what, long done, long total) {
                    // nobody looks
                }

                @Override
                public boolean isStopped() {
                    return false;
                }
            };

    /**
     * So far it is.
     *
     * @param what is being done, in a few words, as {@code "seeds"}
     * @param done how much of it is done
     * @param total how much there is, 0 if that is not known
     */
    void at(String what, long done, long total);

    /**
     * Whether to end now with what is known so far; once true, it stays true. Asked between small
     * pieces of work, several times a second.
     */
    boolean isStopped();
}
