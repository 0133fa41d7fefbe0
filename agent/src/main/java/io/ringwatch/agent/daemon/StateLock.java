package io.ringwatch.agent.daemon;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second agent away from the same state directory: two voters with one identity would be
 * two votes. The kernel releases it with the process, however that ends.
 */
final class StateLock implements AutoCloseable {
    private final FileChannel channel;

    private StateLock(FileChannel channel) {
        this.channel = channel;
    }

    static StateLock acquire(Path file) throws AgentStartException {
        try {
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new AgentStartException(
                        ExitCode.LOCKED,
                        "another agent runs on " + file.getParent() + " (it holds " + file + ")");
            }
            return new StateLock(channel);
        } catch (IOException e) {
            throw new AgentStartException(
                    ExitCode.NOT_STARTED, "cannot lock " + file + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // This very process holds it already.
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
