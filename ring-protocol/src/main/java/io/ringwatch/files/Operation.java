package io.ringwatch.files;

import io.ringwatch.ring.Ring;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Who manages whom: the paper's operation file, always derived from the group and never stored.
 *
 * <p>The manager of a server is its nearest predecessor that is in the group; after the last server
 * of the ring comes the first. A server that is alone in the group manages nobody, and nobody
 * manages it.
 */
public final class Operation {
    private final List<Integer> group;

    /** The same again, since every turn asks who comes before and after whom. */
    private final int[] numbers;

    private Operation(List<Integer> group) {
        this.group = group;
        numbers = group.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * The operation that follows from these files; rows of members that the ring file does not name
     * are ignored.
     */
    public static Operation of(Ring ring, Files files) {
        Objects.requireNonNull(ring);
        return new Operation(
                files.rows().stream()
                        .filter(r -> r.place() == Place.GROUP && r.number() != Ring.WITNESS)
                        .map(Row::number)
                        .filter(ring::has)
                        .sorted()
                        .toList());
    }

    /** The numbers of the servers in the group, in the order of the ring. */
    public List<Integer> groupInRingOrder() {
        return group;
    }

    /** Who manages this server; {@link Row#NOBODY} if it is not in the group or alone there. */
    public int managerOf(int target) {
        return isInGroup(target) ? predecessorInGroup(target) : Row.NOBODY;
    }

    /** Whom this server manages; {@link Row#NOBODY} if it is not in the group or alone there. */
    public int targetOf(int manager) {
        return isInGroup(manager) ? successorInGroup(manager) : Row.NOBODY;
    }

    /** Whether this server is in the group. */
    public boolean isInGroup(int number) {
        return Arrays.binarySearch(numbers, number) >= 0;
    }

    /**
     * The nearest other server before this one that is in the group; {@link Row#NOBODY} if there is
     * none. The server itself need not be in the group, so this also says who adopts the recovery
     * of one that is separated.
     */
    public int predecessorInGroup(int number) {
        int at = Arrays.binarySearch(numbers, number);
        return other(at >= 0 ? at - 1 : -at - 2, number);
    }

    /**
     * The nearest other server after this one that is in the group; {@link Row#NOBODY} if there is
     * none. The server itself need not be in the group.
     */
    public int successorInGroup(int number) {
        int at = Arrays.binarySearch(numbers, number);
        return other(at >= 0 ? at + 1 : -at - 1, number);
    }

    private int other(int index, int than) {
        if (numbers.length == 0) {
            return Row.NOBODY;
        }
        int found = numbers[Math.floorMod(index, numbers.length)];
        return found == than ? Row.NOBODY : found;
    }
}
