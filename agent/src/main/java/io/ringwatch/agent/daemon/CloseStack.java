package io.ringwatch.agent.daemon;

import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started, to be closed in the opposite order; one that fails to close does not keep
 * the others open.
 */
final class CloseStack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CloseStack.class);

    private final ArrayDeque<AutoCloseable> parts = new ArrayDeque<>();

    /** Adds what is to be closed before all that was added earlier. */
    synchronized <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
                // Checkstyle: IllegalCatch, because the others must be closed, too
            } catch (Exception e) {
                LOG.warn("{} does not close", part, e);
            }
        }
    }
}
