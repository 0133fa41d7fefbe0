package io.ringwatch.files;

import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The five management files as the ring paper prints them (fig. 4): views of the rows and the
 * heartbeats.
 *
 * <p>Rows of members that the ring file does not name are left out, and so is the witness, which is
 * no server.
 */
public final class FileViews {
    /** What is printed where there is nothing to say. */
    static final String NOTHING = "-";

    private final Ring ring;
    private final Files files;
    private final Operation operation;
    private final Map<Integer, Heartbeat> heartbeats = new HashMap<>();

    /**
     * Views of one moment.
     *
     * @param ring the ring file
     * @param files the files held
     * @param heartbeats the newest heartbeat of each server that was heard
     */
    public FileViews(Ring ring, Files files, Collection<Heartbeat> heartbeats) {
        this.ring = ring;
        this.files = files;
        this.operation = Operation.of(ring, files);
        heartbeats.forEach(h -> this.heartbeats.put(h.number(), h));
    }

    /** The group file, in ring order. */
    public List<TargetRow> group() {
        return operation.groupInRingOrder().stream().map(ring::server).map(TargetRow::of).toList();
    }

    /** The operation file, in ring order of the managers. */
    public List<OperationRow> operation() {
        return operation.groupInRingOrder().stream()
                .filter(manager -> operation.targetOf(manager) != Row.NOBODY)
                .map(manager -> operationRow(manager, operation.targetOf(manager)))
                .toList();
    }

    private OperationRow operationRow(int manager, int target) {
        return new OperationRow(
                ring.nameOf(manager),
                ring.nameOf(target),
                TargetRow.of(ring.server(target)).managementData());
    }

    /** The separation file, in ring order. */
    public List<TargetRow> separation() {
        return ring.servers().stream()
                .filter(s -> files.row(s.number()).filter(r -> r.place().isSeparated()).isPresent())
                .map(TargetRow::of)
                .toList();
    }

    /** The heartbeat file, in ring order: the servers of the group, and others that were heard. */
    public List<HeartbeatRow> heartbeat() {
        List<Integer> group = operation.groupInRingOrder();
        return ring.servers().stream()
                .filter(s -> group.contains(s.number()) || heartbeats.containsKey(s.number()))
                .map(this::heartbeatRow)
                .toList();
    }

    private HeartbeatRow heartbeatRow(Server server) {
        Heartbeat last = heartbeats.get(server.number());
        return last == null
                ? new HeartbeatRow(server.name(), false, 0)
                : new HeartbeatRow(
                        server.name(), last.isWell(), Math.floorDiv(last.wallMs(), 1000));
    }

    /**
     * The problem file, in ring order: servers that are separated, or whose VIPs another one holds.
     */
    public List<ProblemRow> problem() {
        return ring.servers().stream()
                .filter(s -> files.row(s.number()).filter(FileViews::isProblem).isPresent())
                .map(s -> problemRow(s, files.row(s.number()).orElseThrow().holder()))
                .toList();
    }

    private static boolean isProblem(Row row) {
        return row.place().isSeparated() || isElsewhere(row.number(), row.holder());
    }

    private static boolean isElsewhere(int number, int holder) {
        return holder != Row.NOBODY && holder != number;
    }

    private ProblemRow problemRow(Server server, int holder) {
        String creating =
                isElsewhere(server.number(), holder) && ring.has(holder)
                        ? ring.nameOf(holder)
                        : NOTHING;
        return new ProblemRow(server.virtualName(), server.name(), creating);
    }

    /** The rows of a file as text, one list per row, in the order of its columns. */
    public List<List<String>> cells(ManagementFile file) {
        return switch (file) {
            case GROUP -> group().stream().map(TargetRow::cells).toList();
            case OPERATION -> operation().stream().map(OperationRow::cells).toList();
            case SEPARATION -> separation().stream().map(TargetRow::cells).toList();
            case HEARTBEAT -> heartbeat().stream().map(HeartbeatRow::cells).toList();
            case PROBLEM -> problem().stream().map(ProblemRow::cells).toList();
        };
    }

    /** A file as a text table: its headings, then a line per row, each line ended. */
    public String render(ManagementFile file) {
        return TextTable.render(file.columns(), cells(file));
    }

    /**
     * A row of the group or the separation file.
     *
     * @param number number of the server
     * @param targetServer its name
     * @param managementData its VIPs, its service daemons and its type
     */
    public record TargetRow(int number, String targetServer, String managementData) {
        static TargetRow of(Server server) {
            return new TargetRow(
                    server.number(),
                    server.name(),
                    String.join(",", server.vips())
                            + " "
                            + String.join(",", server.services())
                            + " "
                            + server.type());
        }

        List<String> cells() {
            return List.of(String.valueOf(number), targetServer, managementData);
        }
    }

    /**
     * A row of the operation file.
     *
     * @param managementServer who manages
     * @param targetServer whom
     * @param managementData the target's VIPs, service daemons and type
     */
    public record OperationRow(
            String managementServer, String targetServer, String managementData) {
        List<String> cells() {
            return List.of(managementServer, targetServer, managementData);
        }
    }

    /**
     * A row of the heartbeat file.
     *
     * @param managementServer the server
     * @param well whether its last internal monitoring found it well; without that the paper's file
     *     has no new time
     * @param unixTimeS UNIX time of its last internal monitoring, seconds; 0 if it was never heard
     */
    public record HeartbeatRow(String managementServer, boolean well, long unixTimeS) {
        List<String> cells() {
            return List.of(managementServer, well ? String.valueOf(unixTimeS) : NOTHING);
        }
    }

    /**
     * A row of the problem file.
     *
     * @param virtualServer the virtual server that restores the function
     * @param troubleServer the server that failed
     * @param serverCreating on whose machine the virtual server runs, {@code -} until it has been
     *     assigned
     */
    public record ProblemRow(String virtualServer, String troubleServer, String serverCreating) {
        List<String> cells() {
            return List.of(virtualServer, troubleServer, serverCreating);
        }
    }
}
