package io.ringwatch.agent.peers;

/** Which of a sender's latest messages have been seen, whichever network brought them. */
final class SeenWindow {
    /**
     * How far one network may lag behind the other, in messages to one member: minutes of the usual
     * traffic. What comes later than that counts as seen.
     */
    static final int MESSAGES = 1024;

    private final long[] bits = new long[MESSAGES / Long.SIZE];
    private long newest;

    /** Nothing has been seen; {@code newest} is the last number used before. */
    SeenWindow(long newest) {
        this.newest = newest;
    }

    /** Whether this is the first copy of the message with this number; from now on it is seen. */
    boolean first(long sequence) {
        if (sequence <= newest - MESSAGES) {
            return false;
        }
        if (sequence > newest) {
            forgetUpTo(sequence);
        }
        int index = (int) Math.floorMod(sequence, (long) MESSAGES);
        long mask = 1L << (index % Long.SIZE);
        boolean first = (bits[index / Long.SIZE] & mask) == 0;
        bits[index / Long.SIZE] |= mask;
        return first;
    }

    private void forgetUpTo(long sequence) {
        if (sequence - newest >= MESSAGES) {
            java.util.Arrays.fill(bits, 0);
        } else {
            for (long next = newest + 1; next <= sequence; next++) {
                int index = (int) Math.floorMod(next, (long) MESSAGES);
                bits[index / Long.SIZE] &= ~(1L << (index % Long.SIZE));
            }
        }
        newest = sequence;
    }
}
