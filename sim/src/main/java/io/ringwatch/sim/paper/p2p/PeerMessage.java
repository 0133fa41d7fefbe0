package io.ringwatch.sim.paper.p2p;

/** What the servers of the peer-to-peer method send each other. */
sealed interface PeerMessage {
    /** A marker file sent from program to program (thesis 5.3.2). */
    enum File {
        /** Synchronise: begin the checks of this interval. */
        S,
        /** It was a false alarm, or the restart of a daemon repaired it. */
        R,
        /** The target is up again. */
        U,
        /** The target cannot be recovered. */
        D
    }

    /** What is done on another server by command. */
    enum Deed {
        RESTART_DAEMON,
        RESTART_SERVER,
        /** The server takes down the VIP of {@link Order#server()}. */
        REMOVE_VIP,
        /**
         * The server puts up the VIP of {@link Order#server()}: its own, or its virtual server's.
         */
        SET_VIP,
        START_VM,
        SUSPEND_VM,
        FLAG,
        /** Run a management program with that priority for {@link Order#server()}. */
        RUN_P1,
        RUN_P2
    }

    /** A marker file about a server; the {@link File#S} is about nobody. */
    record Marker(File file, int server) implements PeerMessage {}

    /** Do this; answered by a {@link Done} of the same operation. */
    record Order(long op, int from, Deed deed, int server) implements PeerMessage {}

    /** An order was carried out, or could not be. */
    record Done(long op, boolean good) implements PeerMessage {}
}
