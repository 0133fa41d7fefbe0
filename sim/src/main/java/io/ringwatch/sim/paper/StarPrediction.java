package io.ringwatch.sim.paper;

/**
 * How long a recovery takes with one management server, predicted as in chapter 2 of the thesis;
 * seconds. Access disconnections are the middle of a range of half an interval to either side.
 */
record StarPrediction(Parameters by) {
    /** Equation 2.1: function, service trouble that only a restart of the server repairs. */
    double functionSt2() {
        return by.connectedS() + by.serviceWaitS() + by.resumeS();
    }

    /** Equation 2.2: function, restart or shutdown of the target. */
    double functionNt() {
        return by.disconnectedS() + by.resumeS();
    }

    /** Equation 2.3: server, service trouble that a restart of the daemon repairs. */
    double serverSt1() {
        return by.connectedS() + by.serviceWaitS();
    }

    /** Equation 2.4: server, service trouble that only a restart of the server repairs. */
    double serverSt2() {
        return by.connectedS() + by.serviceWaitS() + by.restartS() + by.serviceWaitS();
    }

    /** Equation 2.5: server, restarted in the middle of an interval. */
    double serverNt1() {
        return by.restartS() + by.serviceWaitS() - (by.intervalS() / 2 + by.disconnectedS());
    }

    /** Equation 2.6: server, shut down. */
    double serverNt2() {
        return by.disconnectedS() + by.restartLimitS() + by.startS() + by.serviceWaitS();
    }

    /** Equation 2.7: client, service trouble that a restart of the daemon repairs. */
    double clientSt1() {
        return by.connectedS() + serverSt1() + by.intervalS() / 2;
    }

    /** Equation 2.8: client, service trouble that only a restart of the server repairs. */
    double clientSt2() {
        return by.connectedS() + functionSt2() + by.intervalS() / 2;
    }

    /** Equation 2.9: client, restart or shutdown of the target. */
    double clientNt() {
        return by.disconnectedS() + functionNt() + by.intervalS() / 2;
    }
}
