package io.ringwatch.sim.world;

import io.ringwatch.message.Message;
import io.ringwatch.ring.Network;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a network card hands over only every so often: the messages for one machine that arrived
 * since the last time, one after another in the order of their arrival.
 *
 * <p>In a large ring this is what makes a world fast: the members take turns every few messages
 * instead of with every message, and one entry of the event queue stands for many messages.
 */
final class Mailbox {
    /** The longest time between two hand-overs, so that a key has room for a time within it. */
    static final long EVERY_NS_MAX = (1L << 23) - 1;

    private static final int TIME_SHIFT = 40;
    private static final int PLACE_SHIFT = 18;
    private static final int LETTERS_MAX = 1 << 22;
    private static final int SENDER_MAX = (1 << PLACE_SHIFT - 1) - 1;

    private final EventQueue events;
    private final long everyNs;
    private final Delivery delivery;

    /** Not handed over yet: as many as a message takes intervals to arrive, so very few. */
    private final List<Batch> open = new ArrayList<>();

    private final Deque<Batch> spare = new ArrayDeque<>();

    /** Hands over one message. */
    interface Delivery {
        void deliver(int from, Network by, Message message);
    }

    /**
     * @param everyNs time between two hand-overs, nanoseconds, 1 to {@link #EVERY_NS_MAX}
     */
    Mailbox(EventQueue events, long everyNs, Delivery delivery) {
        this.events = events;
        this.everyNs = everyNs;
        this.delivery = delivery;
    }

    /** A message that arrives at that time, which is not before now. */
    void put(long atNs, int from, Network by, Message message) {
        long index = Math.floorDiv(atNs, everyNs);
        for (int i = open.size() - 1; i >= 0; i--) {
            Batch batch = open.get(i);
            if (batch.index == index && batch.size < LETTERS_MAX) {
                batch.add(atNs, from, by, message);
                return;
            }
        }
        Batch batch = spare.isEmpty() ? new Batch() : spare.removeLast();
        batch.index = index;
        batch.add(atNs, from, by, message);
        open.add(batch);
        events.at((index + 1) * everyNs, batch);
    }

    /** All that is handed over at one time. */
    private final class Batch implements Runnable {
        private long index;
        private int size;

        /** Time within the interval, place in {@link #messages}, sender and network of each. */
        private long[] keys = new long[8];

        private @Nullable Message[] messages = new Message[8];

        void add(long atNs, int from, Network by, Message message) {
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, 2 * size);
                messages = Arrays.copyOf(messages, 2 * size);
            }
            messages[size] = message;
            keys[size] =
                    atNs - index * everyNs << TIME_SHIFT
                            | (long) size << PLACE_SHIFT
                            | (long) from << 1
                            | (by == Network.MANAGEMENT ? 1 : 0);
            size++;
        }

        @Override
        public void run() {
            open.remove(this);
            Arrays.sort(keys, 0, size);
            events.alsoHappened(size - 1);
            for (int i = 0; i < size; i++) {
                long key = keys[i];
                int place = (int) (key >>> PLACE_SHIFT) & LETTERS_MAX - 1;
                Message message = messages[place];
                messages[place] = null;
                if (message != null) {
                    int from = (int) (key >>> 1) & SENDER_MAX;
                    delivery.deliver(
                            from, (key & 1) == 1 ? Network.MANAGEMENT : Network.SERVICE, message);
                }
            }
            size = 0;
            spare.addLast(this);
        }
    }
}
