package io.ringwatch.agent.status;

import io.ringwatch.agent.status.RingStatus.ServerStatus;
import io.ringwatch.agent.status.StyledTable.Cell;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Map;

/** The words for the state of one member. */
final class ServerWords {
    /** Clocks further apart than this are told; a tick needs them together. */
    private static final long OFFSET_TOLD_MS = 100;

    /** What a member says of one that it has not heard for a while. */
    private static final String SILENT = "silent";

    private static final Map<String, String> REASONS =
            Map.of(
                    "network", "its network did not answer",
                    "service", "a service did not answer, and a restart of its daemon did not help",
                    "gateway", "it lost its own gateway",
                    "restart", "it restarted by itself",
                    "moved", "moved by an operator",
                    "lost", "a new incarnation began without it");

    private static final Map<String, String> PROOFS =
            Map.of(
                    "released", "released by the last holder",
                    "fenced", "proven off by a fence",
                    "expired", "proven by the end of the lease",
                    "confirmed", "confirmed dead by an operator");

    private ServerWords() {}

    /** Whether it is in its place and serves for itself. */
    static boolean isOrdinary(ServerStatus server) {
        boolean witness = server.place().equals("witness");
        return witness || (server.place().equals("group") && server.name().equals(server.holder()));
    }

    static State state(ServerStatus server, boolean agentAnswers) {
        return switch (server.place()) {
            case "group", "witness" -> inside(server, agentAnswers);
            case "none" -> new State("standby", Style.FAINT);
            case "parked" -> new State("parked", Style.FAINT);
            case "down" -> new State("down", Style.BAD);
            default -> new State(server.place(), Style.BUSY);
        };
    }

    private static State inside(ServerStatus server, boolean agentAnswers) {
        Boolean well = server.well();
        if (!agentAnswers) {
            return new State(server.place().equals("group") ? "in group" : "votes", Style.PLAIN);
        }
        if (well == null) {
            return new State("not heard", Style.BAD);
        }
        if (well) {
            return new State("well", Style.GOOD);
        }
        return new State(server.detail().equals(SILENT) ? SILENT : "unwell", Style.BAD);
    }

    static Cell function(ServerStatus server) {
        String holder = server.holder();
        if (server.place().equals("witness")) {
            return Cell.plain("");
        }
        if (server.virtualServer() != null) {
            return new Cell(server.virtualServer() + " on " + holder, Style.BUSY);
        }
        if (holder == null) {
            boolean none = server.place().equals("none");
            return none ? Cell.plain("") : new Cell("nobody", Style.BAD);
        }
        return Cell.plain("itself");
    }

    /** What else there is to say, empty if all is well. */
    static String note(ServerStatus server) {
        var words = new ArrayList<String>();
        if (!server.detail().isEmpty() && !server.detail().equals(SILENT)) {
            words.add(server.detail());
        }
        if (REASONS.containsKey(server.reason())) {
            words.add(REASONS.get(server.reason()));
        }
        if (!server.name().equals(server.holder()) && PROOFS.containsKey(server.proof())) {
            words.add(PROOFS.get(server.proof()));
        }
        if (server.maintainedUntilMs() != null) {
            words.add("in maintenance until " + time(server.maintainedUntilMs()));
        }
        if (server.leader() != null) {
            words.add(server.leader() + " leads its recovery");
        }
        if (server.place().equals("reviving") && Boolean.TRUE.equals(server.well())) {
            words.add("well again: ringwatch recover " + server.name() + " if it is held down");
        }
        if (server.place().equals("down")) {
            words.add("given up: repair it, then ringwatch recover " + server.name());
        }
        if (Math.abs(server.offsetMs()) >= OFFSET_TOLD_MS) {
            words.add("its clock is off by " + server.offsetMs() + " ms");
        }
        return String.join("; ", words);
    }

    private static String time(long wallMs) {
        return Spans.moment(wallMs, ZoneId.systemDefault());
    }

    /** State in one word. */
    record State(String word, Style style) {}
}
