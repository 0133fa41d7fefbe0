package io.ringwatch.files;

import io.ringwatch.ring.Ring;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The members that decide the version after the one that these files have (design, section 5).
 *
 * @param servers its servers, ascending, at most {@value #SERVERS_MAX}
 * @param witness whether the witness votes too
 */
public record Council(List<Integer> servers, boolean witness) {
    /** So many servers vote at most, and the cost of an edit does not grow with the ring. */
    public static final int SERVERS_MAX = 7;

    public Council {
        servers = servers.stream().sorted().toList();
    }

    /**
     * The council of these files: the servers of the group, spread evenly over the ring if they are
     * more than {@value #SERVERS_MAX}, and the witness if the ring has one and it has a row. When
     * the group is empty, the parked servers take its place.
     */
    public static Council of(Ring ring, Files files) {
        List<Integer> voters = Operation.of(ring, files).groupInRingOrder();
        if (voters.isEmpty()) {
            voters = parked(ring, files);
        }
        boolean witness =
                ring.witness()
                        && files.row(Ring.WITNESS)
                                .filter(r -> r.place() == Place.WITNESS)
                                .isPresent();
        return new Council(spread(voters), witness);
    }

    private static List<Integer> parked(Ring ring, Files files) {
        return files.rows().stream()
                .filter(r -> r.place() == Place.PARKED && r.number() != Ring.WITNESS)
                .map(Row::number)
                .filter(ring::has)
                .sorted()
                .toList();
    }

    private static List<Integer> spread(List<Integer> voters) {
        if (voters.size() <= SERVERS_MAX) {
            return voters;
        }
        var chosen = new ArrayList<Integer>(SERVERS_MAX);
        for (int i = 0; i < SERVERS_MAX; i++) {
            chosen.add(voters.get((int) ((long) i * voters.size() / SERVERS_MAX)));
        }
        return chosen;
    }

    /** Numbers of all that vote: the servers ascending, then the witness. */
    public List<Integer> members() {
        if (!witness) {
            return servers;
        }
        var members = new ArrayList<>(servers);
        members.add(Ring.WITNESS);
        return List.copyOf(members);
    }

    /** Whether this member votes. */
    public boolean has(int number) {
        return placeOf(number) >= 0;
    }

    /** How many vote. */
    public int size() {
        return servers.size() + (witness ? 1 : 0);
    }

    /**
     * Whether these are a quorum: more than half of the council, or exactly half with its
     * lowest-numbered server, never the witness in that role. Any two quorums have a member in
     * common. Numbers that do not vote do not count.
     */
    public boolean isQuorum(Set<Integer> numbers) {
        int places = 0;
        for (int place = 0; place < size(); place++) {
            places |= numbers.contains(numberAt(place)) ? 1 << place : 0;
        }
        return isQuorum(places);
    }

    /** The same of those whose places in {@link #members()} are bits of this number. */
    public boolean isQuorum(int places) {
        int votes = Integer.bitCount(places);
        if (2 * votes != size()) {
            return 2 * votes > size();
        }
        return !servers.isEmpty() && (places & 1) != 0;
    }

    /** Who is at this place of {@link #members()}. */
    public int numberAt(int place) {
        return place < servers.size() ? servers.get(place) : Ring.WITNESS;
    }

    /** At which place of {@link #members()} this member is, -1 if it does not vote. */
    public int placeOf(int number) {
        if (number == Ring.WITNESS) {
            return witness ? servers.size() : -1;
        }
        for (int i = 0; i < servers.size(); i++) {
            if (servers.get(i) == number) {
                return i;
            }
        }
        return -1;
    }
}
