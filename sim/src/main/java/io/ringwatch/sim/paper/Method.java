package io.ringwatch.sim.paper;

/** A way in which servers manage each other. */
enum Method {
    /** The ring of this project, by the shipped members. */
    RING("ring"),
    /** Two managers for each target, by the members of {@code sim.paper.p2p}. */
    PEERS("peer-to-peer");

    private final String text;

    Method(String text) {
        this.text = text;
    }

    /** As it is called in a table. */
    String text() {
        return text;
    }
}
