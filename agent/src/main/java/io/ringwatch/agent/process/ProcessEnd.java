package io.ringwatch.agent.process;

/**
 * How a process ended.
 *
 * @param how by itself, by the limit, or it never began
 * @param exitCode its exit code, -1 unless it exited
 * @param output what it wrote on both outputs, or why it did not start
 */
public record ProcessEnd(How how, int exitCode, String output) {
    /** How a process ended. */
    public enum How {
        EXITED,
        /** It was killed at its limit. */
        LATE,
        NOT_STARTED
    }

    static ProcessEnd exited(int exitCode, String output) {
        return new ProcessEnd(How.EXITED, exitCode, output);
    }

    static ProcessEnd late(String output) {
        return new ProcessEnd(How.LATE, -1, output);
    }

    static ProcessEnd notStarted(String reason) {
        return new ProcessEnd(How.NOT_STARTED, -1, reason);
    }

    /** Whether it exited with 0. */
    public boolean ok() {
        return how == How.EXITED && exitCode == 0;
    }

    /** The first line of its output, at most 200 characters. */
    public String firstLine() {
        String line = output.strip().lines().findFirst().orElse("");
        return line.length() > 200 ? line.substring(0, 200) : line;
    }
}
