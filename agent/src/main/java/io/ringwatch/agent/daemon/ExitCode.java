package io.ringwatch.agent.daemon;

/** Why the agent's process ended; numbers as in sysexits.h where one fits. */
public enum ExitCode {
    OK(0),
    /** The ring file is wrong. */
    CONFIGURATION(2),
    /** An invariant of the member is broken; a supervisor starts the agent again. */
    INVARIANT(70),
    /** The member takes no inputs any more; a supervisor starts the agent again. */
    STALLED(71),
    /** Another agent runs on the same state directory. */
    LOCKED(73),
    /** The machine refuses something that the agent cannot do without: an address, a directory. */
    NOT_STARTED(74);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The number for the operating system. */
    public int number() {
        return number;
    }
}
