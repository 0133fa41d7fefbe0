package io.ringwatch.sim.paper;

/**
 * How long a recovery takes with two management servers for each target, predicted as in chapter 5
 * of the thesis; seconds. Access disconnections are the middle of a range of half an interval to
 * either side.
 */
record PeerPrediction(Parameters by) {
    /** Equation 5.10: function, service trouble that only a restart of the server repairs. */
    double functionSt2() {
        return by.serviceWaitS() + by.resumeS();
    }

    /** Equation 5.11: function, restart or shutdown of the target. */
    double functionNt() {
        return by.disconnectedS() + by.resumeS();
    }

    /** Equation 5.12: server, service trouble that a restart of the daemon repairs. */
    double serverSt1() {
        return by.serviceS();
    }

    /** Equation 5.13: server, service trouble that only a restart of the server repairs. */
    double serverSt2() {
        return by.serviceWaitS() + by.restartS() + by.serviceS();
    }

    /** Equation 5.14: server, restarted in the middle of an interval. */
    double serverNt1() {
        return by.restartS() + by.serviceS() - (by.intervalS() / 2 + by.disconnectedS());
    }

    /** Equation 5.15: server, shut down. */
    double serverNt2() {
        return by.disconnectedS() + by.restartLimitS() + by.startS() + by.serviceS();
    }

    /** Equation 5.16: client, service trouble that a restart of the daemon repairs. */
    double clientSt1() {
        return serverSt1() + by.intervalS() / 2;
    }

    /** Equation 5.17: client, service trouble that only a restart of the server repairs. */
    double clientSt2() {
        return functionSt2() + by.intervalS() / 2;
    }

    /** Equation 5.18: client, restart or shutdown of the target. */
    double clientNt() {
        return by.disconnectedS() + functionNt() + by.intervalS() / 2;
    }
}
