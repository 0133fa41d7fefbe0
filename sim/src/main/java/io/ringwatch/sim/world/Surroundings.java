package io.ringwatch.sim.world;

/** What is around a machine and works or does not: gateway, power fence, wake-on-LAN. */
final class Surroundings {
    private boolean gatewayAnswers = true;
    private boolean wakeWorks = true;
    private boolean foreignAnswer;
    private Fence fence = Fence.WORKS;
    private long fenceDelayNs;

    /** What the power fence of a machine is worth. */
    enum Fence {
        WORKS,
        /** Does not answer. */
        FAILS,
        /** Says that the machine is off, and does nothing about it. */
        LIES
    }

    boolean gatewayAnswers() {
        return gatewayAnswers;
    }

    void gateway(boolean answers) {
        gatewayAnswers = answers;
    }

    boolean wakeWorks() {
        return wakeWorks;
    }

    void wake(boolean works) {
        wakeWorks = works;
    }

    /** Whether a foreign machine answers for the VIPs of this one. */
    boolean foreignAnswer() {
        return foreignAnswer;
    }

    void foreign(boolean answers) {
        foreignAnswer = answers;
    }

    Fence fence() {
        return fence;
    }

    /** How much longer than usual the fence takes. */
    long fenceDelayNs() {
        return fenceDelayNs;
    }

    void fence(Fence how, long delayNs) {
        fence = how;
        fenceDelayNs = delayNs;
    }
}
