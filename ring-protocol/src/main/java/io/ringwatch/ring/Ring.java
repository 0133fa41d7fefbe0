package io.ringwatch.ring;

import java.util.AbstractList;
import java.util.Comparator;
import java.util.List;
import java.util.RandomAccess;

/**
 * The ring as its file describes it: the same on every server.
 *
 * @param name name of the ring
 * @param servers all servers, ordered by number, which is the order of the ring
 * @param witness whether a witness (number {@value #WITNESS}) votes and serves nothing
 * @param timing durations
 */
public record Ring(String name, List<Server> servers, boolean witness, Timing timing) {
    /** The number of the witness. */
    public static final int WITNESS = 0;

    /** The largest server number. */
    public static final int NUMBER_MAX = 65_535;

    public Ring {
        servers = servers.stream().sorted(Comparator.comparingInt(Server::number)).toList();
    }

    /** The server with this number; fails if there is none, also for the witness. */
    public Server server(int number) {
        int index = indexOf(number);
        if (index < 0) {
            throw new IllegalArgumentException("no server " + number + " in ring " + name);
        }
        return servers.get(index);
    }

    /** Asked for every message, so not by going through all servers. */
    private int indexOf(int number) {
        // numbers mostly run from 1 on without a gap
        if (number > 0 && number <= servers.size() && servers.get(number - 1).number() == number) {
            return number - 1;
        }
        int low = 0;
        int high = servers.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = servers.get(middle).number();
            if (found == number) {
                return middle;
            }
            if (found < number) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** The largest number of a member. */
    public int numberMax() {
        return servers.isEmpty() ? WITNESS : servers.get(servers.size() - 1).number();
    }

    /** Whether the ring file names this number, the witness included. */
    public boolean has(int number) {
        return number == WITNESS ? witness : indexOf(number) >= 0;
    }

    /** Name for people: the server's name, or {@code witness}. */
    public String nameOf(int number) {
        return number == WITNESS ? "witness" : server(number).name();
    }

    /** Numbers of all members: the servers in ring order, then the witness if there is one. */
    public List<Integer> members() {
        return new Members(servers, witness);
    }

    /** A view, since a copy for every question would cost as much as the ring is large. */
    private static final class Members extends AbstractList<Integer> implements RandomAccess {
        private final List<Server> servers;
        private final int size;

        private Members(List<Server> servers, boolean witness) {
            this.servers = servers;
            this.size = servers.size() + (witness ? 1 : 0);
        }

        @Override
        public Integer get(int index) {
            return index < servers.size() || index >= size ? servers.get(index).number() : WITNESS;
        }

        @Override
        public int size() {
            return size;
        }
    }
}
