package io.ringwatch.agent.daemon;

import io.ringwatch.agent.systemlog.TechnicalLog;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process at once, without its shutdown hooks: they would ask a member that cannot answer.
 */
final class Halt implements FatalEnd {
    private static final Logger LOG = LoggerFactory.getLogger(Halt.class);

    private final AtomicBoolean ending = new AtomicBoolean();
    private volatile Runnable flush = () -> {};

    /** What is still to be written before the end; must be bounded in time. */
    void flushFirst(Runnable action) {
        flush = action;
    }

    @Override
    public void end(ExitCode code, String why, @Nullable Throwable cause) {
        if (!ending.compareAndSet(false, true)) {
            return;
        }
        LOG.error("agent ends with exit code {}: {}", code.number(), why, cause);
        try {
            flush.run();
            TechnicalLog.stop();
        } finally {
            Runtime.getRuntime().halt(code.number());
        }
    }
}
