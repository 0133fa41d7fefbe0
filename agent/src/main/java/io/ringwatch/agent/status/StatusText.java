package io.ringwatch.agent.status;

import io.ringwatch.agent.status.RingStatus.AgentStatus;
import io.ringwatch.agent.status.RingStatus.ClockStatus;
import io.ringwatch.agent.status.RingStatus.CouncilStatus;
import io.ringwatch.agent.status.RingStatus.OriginalsStatus;
import io.ringwatch.agent.status.RingStatus.ServerStatus;
import io.ringwatch.agent.status.RingStatus.TargetStatus;
import io.ringwatch.agent.status.StyledTable.Cell;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Renders a status for a terminal: what is asked first stands first. */
public final class StatusText {
    /** Narrowest terminal for which the table is laid out. */
    public static final int COLUMNS = 100;

    private static final Set<String> OUTSIDE = Set.of("separated", "parked");
    private static final int LABEL = 10;
    private static final int NOTE_COLUMN = 3;

    private final RingStatus status;
    private final Look look;
    private final StringBuilder text = new StringBuilder();

    private StatusText(RingStatus status, Look look) {
        this.status = status;
        this.look = look;
    }

    /** The status as text; each line is ended. */
    public static String render(RingStatus status, Look look) {
        return new StatusText(status, look).whole();
    }

    private String whole() {
        title();
        files();
        agent();
        clock();
        managing();
        own();
        text.append('\n').append(table());
        return text.toString();
    }

    private void title() {
        long servers = status.servers().stream().filter(s -> s.number() != 0).count();
        boolean witness = status.servers().size() > servers;
        text.append(Style.STRONG.of(status.ring(), look.colour()))
                .append(": ")
                .append(servers)
                .append(witness ? " servers and a witness" : " servers")
                .append(", ")
                .append(status.files().group())
                .append(" in the group");
        if (status.files().separated() > 0) {
            String separated = status.files().separated() + " separated";
            text.append(", ").append(Style.BUSY.of(separated, look.colour()));
        }
        text.append('\n');
        if (status.insecure()) {
            line("INSECURE", Style.BUSY, "peers do not authenticate each other");
        }
    }

    private void files() {
        CouncilStatus council = status.council();
        Boolean quorum = council.quorum();
        String members = String.join(" ", council.members());
        String version = "version " + status.files().version();
        if (council.members().isEmpty()) {
            line("files", Style.BUSY, version + ", no council: the ring is not formed yet");
        } else if (quorum == null) {
            line("files", Style.PLAIN, version + ", council " + members);
        } else if (quorum) {
            line("files", Style.PLAIN, version + ", quorum; council " + members);
        } else {
            line("files", Style.BAD, version + ", NO QUORUM; council " + members);
        }
    }

    private void agent() {
        AgentStatus agent = status.agent();
        if (agent == null) {
            line("agent", Style.BAD, "none answers; this is what its memory disk still says");
            return;
        }
        var words = new ArrayList<String>();
        words.add(agent.phase());
        if (!agent.flag()) {
            words.add("no flag");
        }
        words.add(agent.leaseMs() > 0 ? "lease " + Spans.of(agent.leaseMs()) : "no lease");
        words.add(agent.votes() ? "votes" : "does not vote");
        words.add("up " + Spans.of(agent.upMs()));
        if (OUTSIDE.contains(agent.phase())) {
            words.add("not in the group, which tells it little: better ask another");
        }
        boolean well = agent.phase().equals("active") && agent.votes();
        boolean serves = !agent.name().equals(witnessName());
        line(
                "asked",
                well || !serves ? Style.PLAIN : Style.BUSY,
                agent.name() + ": " + String.join(", ", words));
    }

    private String witnessName() {
        return status.servers().stream()
                .filter(s -> s.number() == 0)
                .map(ServerStatus::name)
                .findFirst()
                .orElse("");
    }

    private void clock() {
        ClockStatus clock = status.clock();
        if (clock == null) {
            return;
        }
        String detail = clock.detail().isEmpty() ? "" : ", " + clock.detail();
        if (clock.trusted()) {
            line("clock", Style.PLAIN, "trusted" + detail);
        } else {
            line("clock", Style.BAD, "NOT TRUSTED" + detail + "; gives no verdict");
        }
    }

    private void managing() {
        String label = "managing";
        for (TargetStatus target : status.managing()) {
            String state = target.state();
            Long forMs = target.forMs();
            line(
                    label,
                    state.equals("normal") ? Style.PLAIN : Style.BUSY,
                    target.server()
                            + ": "
                            + state
                            + (forMs == null ? "" : " for " + Spans.of(forMs))
                            + (target.extension() ? ", by extension" : ""));
            label = "";
        }
    }

    /** What only the asked agent knows of its own host. */
    private void own() {
        OriginalsStatus originals = status.originals();
        if (originals != null) {
            boolean whole = originals.ready().size() >= originals.wanted();
            line("originals", whole ? Style.PLAIN : Style.BUSY, OriginalsReport.line(originals));
        }
        String label = "problems";
        for (String problem : status.problems()) {
            line(label, Style.BAD, problem);
            label = "";
        }
    }

    private void line(String label, Style style, String words) {
        String head = "  " + label + " ".repeat(Math.max(1, LABEL - label.length()));
        List<String> parts = Folded.of(words, look.columns() - head.length());
        for (int i = 0; i < parts.size(); i++) {
            text.append(i == 0 ? head : " ".repeat(head.length()))
                    .append(style.of(parts.get(i), look.colour()))
                    .append('\n');
        }
    }

    private String table() {
        var table =
                new StyledTable(
                        List.of(
                                "NO",
                                "SERVER",
                                "STATE",
                                "FUNCTION",
                                "SINCE",
                                "MANAGED BY",
                                "HEARD",
                                "LEASE"),
                        Set.of(0, 6, 7));
        for (ServerStatus server : status.servers()) {
            table.row(row(server));
            String note = ServerWords.note(server);
            if (!note.isEmpty()) {
                table.note(note);
            }
        }
        return table.render(NOTE_COLUMN, look.columns(), look.colour());
    }

    private List<Cell> row(ServerStatus server) {
        ServerWords.State state = ServerWords.state(server, status.agent() != null);
        Long heard = server.heardMs();
        Long lease = server.leaseMs();
        return List.of(
                new Cell(server.number() == 0 ? "" : "" + server.number(), Style.FAINT),
                new Cell(server.name(), Style.STRONG),
                new Cell(state.word(), state.style()),
                ServerWords.function(server),
                Cell.plain(since(server)),
                Cell.plain(server.managedBy() == null ? "" : server.managedBy()),
                Cell.plain(heard == null ? "" : heard(server, heard)),
                Cell.plain(lease == null || lease <= 0 || isAsked(server) ? "" : Spans.of(lease)));
    }

    private String heard(ServerStatus server, long heardMs) {
        return isAsked(server) ? "here" : Spans.of(heardMs);
    }

    private boolean isAsked(ServerStatus server) {
        AgentStatus agent = status.agent();
        return agent != null && agent.name().equals(server.name());
    }

    /** Only what is not as it should be has a beginning worth a column. */
    private String since(ServerStatus server) {
        if (server.sinceMs() == 0 || ServerWords.isOrdinary(server)) {
            return "";
        }
        String at = Spans.at(server.sinceMs(), status.wallMs(), look.zone());
        return at + " (" + Spans.of(status.wallMs() - server.sinceMs()) + ")";
    }

    /**
     * How it is to look.
     *
     * @param columns width of the terminal, characters
     * @param colour whether to use colours
     * @param zone time zone of the times
     */
    public record Look(int columns, boolean colour, ZoneId zone) {}
}
