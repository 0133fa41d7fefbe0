package io.ringwatch.sim.paper.p2p;

/** Which of the two managers of a target acts: the first does, the second waits for it. */
enum Priority {
    /** The manager before the target in the ring. */
    P1,
    /** The manager after it; acts only if the first is itself in trouble. */
    P2;

    Priority other() {
        return this == P1 ? P2 : P1;
    }
}
