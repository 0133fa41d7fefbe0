package io.ringwatch.sim.paper;

/**
 * Characteristics and settings of an experimental system, all in seconds, with the symbols of the
 * thesis.
 *
 * @param startS power on to a running server (Trs)
 * @param restartS restart of a server (Trr)
 * @param resumeS activation of a suspended virtual server (Tvs in chapter 2, Tv in chapter 5)
 * @param intervalS monitoring interval (Tim)
 * @param connectedS network examination of a server that answers (Tna)
 * @param disconnectedS network examination of a server that does not answer (Tnd)
 * @param serviceWaitS wait for a service: before it is examined again in chapter 2, longest
 *     examination in chapter 5 (Tsw)
 * @param serviceS examination of the service of the target (Tse)
 * @param restartLimitS longest time in which a restart must be seen (Trc)
 */
record Parameters(
        double startS,
        double restartS,
        double resumeS,
        double intervalS,
        double connectedS,
        double disconnectedS,
        double serviceWaitS,
        double serviceS,
        double restartLimitS) {
    /** Thesis, table 2.1, target Mail; chapter 2 has no time for an examination of a service. */
    static Parameters star() {
        return new Parameters(36.3, 47.4, 2.1, 10.0, 1.0, 2.0, 2.0, 0, 60.0);
    }

    /** Thesis, table 5.3, target FTP. */
    static Parameters peers() {
        return new Parameters(56.67, 58.51, 4.67, 10.00, 0.01, 2.00, 3.00, 0.06, 88.00);
    }

    /**
     * Ring paper, table 1 and the sentence after it, target FTP; the examination of a network that
     * answers is not printed and taken from thesis table 5.3.
     */
    static Parameters ring() {
        return new Parameters(31.07, 33.33, 1.52, 10.00, 0.01, 2.00, 3.00, 0.02, 50.00);
    }
}
