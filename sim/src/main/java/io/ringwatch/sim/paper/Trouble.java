package io.ringwatch.sim.paper;

/**
 * What happens to one server in an experiment of the ring paper.
 *
 * @param server its name
 * @param kind what
 */
record Trouble(String server, Kind kind) {
    /** The troubles of the ring paper, table 2. */
    enum Kind {
        /** A service program that only a restart of the server repairs. */
        ST("St", "stuck"),
        /** The server is shut down. */
        NT("Nt", "crash");

        private final String text;
        private final String fault;

        Kind(String text, String fault) {
            this.text = text;
            this.fault = fault;
        }

        /** As in the paper. */
        String text() {
            return text;
        }
    }

    /** As a fault of the world. */
    String fault() {
        return kind.fault + " " + server;
    }
}
