package io.ringwatch.sim.plan;

/**
 * A story that real rings live through: a few faults and commands close to one another, at members
 * drawn at random, in an order in which one makes the other worse.
 */
enum Episode {
    /** Edits are asked for while their messages are lost, and agents or disks fail meanwhile. */
    UNDECIDED(3, false),
    /** Some are told of an edit and others are not, who ask for leases as before. */
    HALF_TOLD(2, false),
    /** An edit becomes known late, at the moment at which the server that it moves is cut off. */
    LATE_WORD(2, false),
    /** Several editors want different edits, and half of their messages are lost. */
    CONTESTED(3, false),
    /** Whoever accepted an edit, or asked for it, ends before others know of it. */
    FORGETFUL(4, false),
    /** A server is moved away while it is cut off, its agent dies, or those that granted do. */
    HURRY(4, false),
    /** More than a quorum dies at once, is confirmed dead, and comes back unheard. */
    LOST_MAJORITY(3, false),
    /** A new incarnation whose messages are lost, or whose starter ends, and another one. */
    HALF_BEGUN(2, false),
    /** One server does not hear its target's neighbour, and then becomes its manager. */
    BAD_CABLE(2, false),
    /** One hears only few of the others, for as long as it takes to fence somebody. */
    NEARLY_ALONE(1, false),
    /** Agents end and start again one after another, and a machine or two, while edits are made. */
    ROLLING(1, false),
    /** A fence answers late, about a machine that somebody has powered on meanwhile. */
    LATE_FENCE(1, true);

    private final int weight;
    private final boolean fence;

    Episode(int weight, boolean fence) {
        this.weight = weight;
        this.fence = fence;
    }

    /** How many times likelier than the rarest one it is. */
    int weight() {
        return weight;
    }

    boolean needsFence() {
        return fence;
    }
}
