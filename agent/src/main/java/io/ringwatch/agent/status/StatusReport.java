package io.ringwatch.agent.status;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.status.RingStatus.AgentStatus;
import io.ringwatch.agent.status.RingStatus.ClockStatus;
import io.ringwatch.agent.status.RingStatus.CouncilStatus;
import io.ringwatch.agent.status.RingStatus.FilesStatus;
import io.ringwatch.agent.status.RingStatus.ServerStatus;
import io.ringwatch.agent.status.RingStatus.TargetStatus;
import io.ringwatch.files.Council;
import io.ringwatch.files.Files;
import io.ringwatch.files.Operation;
import io.ringwatch.files.Place;
import io.ringwatch.files.Proof;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.member.MemberView;
import io.ringwatch.member.MemberView.ServerView;
import io.ringwatch.member.MemberView.TargetView;
import io.ringwatch.member.Moment;
import io.ringwatch.ring.Ring;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Makes a {@link RingStatus} of what a member, or only its memory disk, knows. */
public final class StatusReport {
    private static final long MS = 1_000_000L;

    private final Ring ring;
    private final IntFunction<String> nameOf;
    private final boolean insecure;
    private final Files files;
    private final Operation operation;
    private final long wallMs;

    private StatusReport(RingConfig config, Files files, long wallMs) {
        this(config.ring(), n -> config.machine(n).name(), config.insecure(), files, wallMs);
    }

    private StatusReport(
            Ring ring, IntFunction<String> nameOf, boolean insecure, Files files, long wallMs) {
        this.ring = ring;
        this.nameOf = nameOf;
        this.insecure = insecure;
        this.files = files;
        this.wallMs = wallMs;
        this.operation = Operation.of(ring, files);
    }

    /**
     * What a running member knows.
     *
     * @param now both clocks, the monotonic one that of the view
     * @param startedWallMs when the agent was started
     */
    public static RingStatus of(
            RingConfig config, MemberView view, Moment now, long startedWallMs) {
        return new StatusReport(config, view.files(), now.wallMs())
                .of(view, now, startedWallMs, ProcedureDifference.lines(config, view));
    }

    /**
     * What a replayed member knew: without the ring file only the ring itself is known.
     *
     * @param now both clocks, the monotonic one that of the view
     * @param startedWallMs when its agent was started
     */
    public static RingStatus of(Ring ring, MemberView view, Moment now, long startedWallMs) {
        return new StatusReport(ring, ring::nameOf, false, view.files(), now.wallMs())
                .of(view, now, startedWallMs, List.of());
    }

    private RingStatus of(
            MemberView view, Moment now, long startedWallMs, List<String> procedures) {
        var agent =
                new AgentStatus(
                        nameOf.apply(view.self()),
                        word(view.phase()),
                        view.flag(),
                        view.votes(),
                        view.leaseMs(),
                        Math.max(0, now.wallMs() - startedWallMs));
        return new RingStatus(
                RingStatus.SCHEMA,
                ring.name(),
                now.wallMs(),
                insecure,
                agent,
                new ClockStatus(view.clockTrusted(), view.clockDetail()),
                filesStatus(),
                new CouncilStatus(view.quorum(), names(view.council())),
                servers(view),
                targets(view, now),
                null,
                List.of(),
                procedures);
    }

    /** What the files say that an agent left on its memory disk. */
    public static RingStatus ofFiles(RingConfig config, Files files, long wallMs) {
        var report = new StatusReport(config, files, wallMs);
        List<Integer> council = Council.of(config.ring(), files).members();
        return new RingStatus(
                RingStatus.SCHEMA,
                config.ring().name(),
                wallMs,
                config.insecure(),
                null,
                null,
                report.filesStatus(),
                new CouncilStatus(null, report.names(council)),
                config.ring().members().stream().map(n -> report.server(n, null)).toList(),
                List.of(),
                null,
                List.of(),
                List.of());
    }

    private FilesStatus filesStatus() {
        long separated = files.rows().stream().filter(r -> r.place().isSeparated()).count();
        return new FilesStatus(
                files.version().toString(), operation.groupInRingOrder().size(), (int) separated);
    }

    private List<ServerStatus> servers(MemberView view) {
        Map<Integer, ServerView> seen = new HashMap<>();
        view.servers().forEach(s -> seen.put(s.number(), s));
        return ring.members().stream().map(n -> server(n, seen.get(n))).toList();
    }

    private ServerStatus server(int number, @Nullable ServerView seen) {
        Optional<Row> row = files.row(number);
        boolean witness = number == Ring.WITNESS;
        int holder = row.map(Row::holder).orElse(Row.NOBODY);
        boolean virtual = holder != Row.NOBODY && holder != number && !witness;
        int manager = seen != null ? seen.manager() : operation.managerOf(number);
        boolean heard = seen != null && seen.heardMs() >= 0;
        return new ServerStatus(
                number,
                nameOf.apply(number),
                row.map(r -> word(r.place())).orElse(witness ? word(Place.WITNESS) : "none"),
                seen != null && heard ? seen.well() : null,
                seen == null ? "" : seen.detail(),
                name(manager),
                witness ? null : name(holder),
                virtual ? ring.server(number).virtualName() : null,
                row.map(Row::sinceWallMs).orElse(0L),
                word(row.map(Row::reason).orElse(Reason.NONE)),
                word(row.map(Row::proof).orElse(Proof.NONE)),
                name(row.map(Row::leader).orElse(Row.NOBODY)),
                seen != null && heard ? seen.heardMs() : null,
                seen == null || seen.leaseMs() < 0 ? null : seen.leaseMs(),
                seen == null ? 0 : seen.offsetMs(),
                row.filter(r -> r.isMaintained(wallMs)).map(Row::maintainedUntilMs).orElse(null),
                witness ? List.of() : ring.server(number).vips());
    }

    private List<TargetStatus> targets(MemberView view, Moment now) {
        return view.targets().stream().map(t -> target(t, now)).toList();
    }

    private TargetStatus target(TargetView target, Moment now) {
        // A recovery has no beginning of its own here, and is no extension.
        boolean inGroup =
                files.row(target.server()).filter(r -> r.place() == Place.GROUP).isPresent();
        return new TargetStatus(
                nameOf.apply(target.server()),
                target.state().toLowerCase(Locale.ROOT).replace('_', ' '),
                target.extension() && inGroup,
                target.sinceNs() == 0 ? null : Math.max(0, (now.monoNs() - target.sinceNs()) / MS));
    }

    private @Nullable String name(int number) {
        return number != Row.NOBODY && ring.has(number) ? nameOf.apply(number) : null;
    }

    private List<String> names(List<Integer> numbers) {
        var names = new ArrayList<String>();
        for (int number : numbers) {
            String name = name(number);
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
