package io.ringwatch.agent.daemon;

import org.jspecify.annotations.Nullable;

/**
 * Ends the process because it must not go on; a supervisor starts it again, and the neighbours
 * cover meanwhile.
 */
interface FatalEnd {
    /**
     * Logs why and ends the process; on the calling thread, which must not go on if this returns.
     *
     * @param cause what was thrown, if anything
     */
    void end(ExitCode code, String why, @Nullable Throwable cause);
}
