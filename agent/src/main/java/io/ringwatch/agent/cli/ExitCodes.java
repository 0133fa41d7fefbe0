package io.ringwatch.agent.cli;

/** With what commands end; docs/command-line.md lists them. */
final class ExitCodes {
    /** Done, or the answer is yes. */
    static final int OK = 0;

    /** Not done, or the answer is no. */
    static final int FAILED = 1;

    /** The command line or a file is not understood; nothing was started. */
    static final int BAD_INPUT = 2;

    /** No agent answers, or it may not be asked. */
    static final int NO_AGENT = 3;

    /** Begun, and not finished within the limit. */
    static final int UNFINISHED = 4;

    private ExitCodes() {}
}
