package io.ringwatch.agent.process;

/**
 * How a process ended.
 *
 * @param how by itself, by the limit, or it never began
 * @param exitCode its exit code, -1 unless it exited
 * @param output what it wrote on both outputs, or why it did not start
 */
public record ProcessEnd(How how, int exitCode, String output) {
    private static final int LINE_MAX = 200;
    private static final String TRACEBACK = "Traceback (most recent call last)";

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

    /** The first line of its output, at most {@value #LINE_MAX} characters. */
    public String firstLine() {
        return shortened(output.strip().lines().findFirst().orElse(""));
    }

    /**
     * The line of its output that says most, at most {@value #LINE_MAX} characters: the first, but
     * the last one of a Python program that broke off, which names the error there.
     */
    public String tellingLine() {
        boolean broke = output.lines().anyMatch(line -> line.startsWith(TRACEBACK));
        return broke
                ? shortened(output.strip().lines().reduce("", (before, line) -> line.strip()))
                : firstLine();
    }

    private static String shortened(String line) {
        return line.length() > LINE_MAX ? line.substring(0, LINE_MAX) : line;
    }
}
