package io.ringwatch.agent.daemon;

import io.ringwatch.agent.systemlog.TechnicalLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that is an agent: logs to its file, ends gracefully on SIGTERM, and at once if anything
 * is broken.
 */
public final class AgentProcess {
    private static final Logger LOG = LoggerFactory.getLogger(AgentProcess.class);

    private AgentProcess() {}

    /**
     * Runs an agent until the process is told to end (SIGTERM, SIGINT). Does not return after that:
     * the process ends when the agent has stopped.
     *
     * @param opener opens the local socket once the agent runs
     * @throws AgentStartException if it cannot start
     */
    public static void run(AgentOptions options, DoorOpener opener) throws AgentStartException {
        var halt = new Halt();
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, e) -> halt.end(ExitCode.INVARIANT, thread.getName() + " failed", e));
        try {
            Files.createDirectories(options.stateDirectory());
        } catch (IOException e) {
            throw new AgentStartException(
                    ExitCode.NOT_STARTED, "no state directory: " + e.getMessage(), e);
        }
        TechnicalLog.toFile(options.technicalLog());
        var parts = new CloseStack();
        Agent agent = parts.add(AgentAssembly.start(options, halt, StoredDisks::open));
        try {
            parts.add(opener.open(agent, options.socket()));
        } catch (IOException e) {
            parts.close();
            throw new AgentStartException(
                    ExitCode.NOT_STARTED, "no local socket: " + e.getMessage(), e);
        }
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    parts.close();
                                    TechnicalLog.stop();
                                },
                                "stop"));
        awaitEnd();
    }

    private static void awaitEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            LOG.info("interrupted: the process ends");
        }
    }

    /** Opens the local socket. */
    @FunctionalInterface
    public interface DoorOpener {
        /**
         * @param door the running agent
         * @param socket path of the socket
         * @return closes it
         */
        AutoCloseable open(AgentDoor door, Path socket) throws IOException;
    }
}
