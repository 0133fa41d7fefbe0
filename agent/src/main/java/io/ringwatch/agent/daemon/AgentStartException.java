package io.ringwatch.agent.daemon;

/** The agent cannot start; the message is a diagnosis. */
public final class AgentStartException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    AgentStartException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    AgentStartException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** What the process is to end with. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
