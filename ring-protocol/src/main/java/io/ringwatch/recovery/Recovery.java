package io.ringwatch.recovery;

import io.ringwatch.dbss.Detection;
import io.ringwatch.files.Change;
import io.ringwatch.files.Files;
import io.ringwatch.files.Place;
import io.ringwatch.files.Proof;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.member.Event;
import io.ringwatch.member.Input;
import io.ringwatch.member.SafetyRule;
import io.ringwatch.member.Situation;
import io.ringwatch.message.Message;
import io.ringwatch.sem.Editor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The recovery of one server that its leader conducts: takeover and revival side by side, then the
 * hand-back.
 *
 * <pre>
 *   (separated, VIPs vacated)
 *      |
 *      +-- takeover: TAKING_OVER --(proof, host ready, assigned, answers)--> SERVING --(host lost)--> TAKING_OVER
 *      +-- revival:  CHECKING ... UP | DOWN
 *                                 |      +--> ENDED: the virtual server keeps serving
 *                                 v   (as soon as the policy of fail-back lets it)
 *   HANDING_BACK: vacate -> the host releases -> assign, back to the group -> the server claims
 * </pre>
 *
 * <p>Level-triggered: what to do next follows from the row, so a leader that adopts it goes on
 * where it stands.
 */
final class Recovery {
    private final Situation situation;
    private final int server;
    private final Takeover takeover;
    private final Revival revival;
    private final Proofs proofs;
    private final ReturnPolicy policy;
    private final long startedNs;
    private long separatedNs;
    private @Nullable Detection detection;
    private boolean handingBack;
    private boolean told;
    private boolean lost;
    private Optional<String> waits = Optional.empty();

    Recovery(
            Situation situation,
            Editor editor,
            int server,
            @Nullable Detection detection,
            IntUnaryOperator pending,
            Returns returns) {
        this.situation = situation;
        this.server = server;
        this.detection = detection;
        policy = new ReturnPolicy(situation, server, returns);
        takeover = new Takeover(situation, situation.ring().server(server), pending);
        revival = new Revival(situation, server);
        proofs = new Proofs(situation, editor, server);
        startedNs = situation.turn().now();
        separatedNs = startedNs;
    }

    Takeover takeover() {
        return takeover;
    }

    /** The step, for status. */
    String step() {
        Row row = row();
        if (handingBack) {
            return "HANDING_BACK";
        }
        if (waits.isPresent()) {
            return "HELD_DOWN";
        }
        if (row.place() == Place.DOWN && takeover.isServing()) {
            return "ENDED";
        }
        return takeover.isServing()
                ? "REVIVING_" + revival.state()
                : "TAKING_OVER_" + takeover.state();
    }

    private Row row() {
        return situation.row(server).orElseThrow();
    }

    /** Before the separation is committed: only has a virtual server made ready. */
    void prepare(@Nullable Detection found) {
        detection = found != null ? found : detection;
        if (!isMaintained()) {
            takeover.prepare();
        }
    }

    /** Nothing is taken over from it; it is only let in again. */
    private boolean isMaintained() {
        return situation.isMaintained(server);
    }

    void poll(@Nullable Detection found) {
        detection = found != null ? found : detection;
        Row row = row();
        Proof proof = proofs.poll(row);
        boolean fenced = situation.deaths().hasFence(server) && situation.deaths().isOff(server);
        if (row.place() == Place.REVIVING) {
            boolean mayAct = (proof != Proof.NONE || row.isVirtual()) && !isMaintained();
            revival.poll(row, fenced, mayAct);
        }
        boolean well =
                revival.isUp() && row.place() == Place.REVIVING && row.reason() != Reason.MOVED;
        waits = waits.filter(w -> well);
        boolean ready = well && (handingBack || mayReturn(row));
        if (handingBack && !ready) {
            handingBack = false;
            takeover.resume();
        } else if (ready && !handingBack) {
            beginHandBack();
        }
        if (row.isVirtual()) {
            serve(row);
        } else if (row.isVacated() && !handingBack && !isMaintained()) {
            told = false;
            takeover.prepare();
        }
    }

    /** Whether it may have its function back, now that it is well; why not is told once. */
    private boolean mayReturn(Row row) {
        Optional<String> reason = policy.waitsFor(row, revival.sinceNs());
        if (!reason.equals(waits)) {
            waits = reason;
            waits.ifPresent(revival::waits);
        }
        return waits.isEmpty();
    }

    private void beginHandBack() {
        handingBack = true;
        situation.log(server, "Find_up.file");
        // it must be able to act as soon as the files name it
        situation.turn().send(server, new Message.Snapshot(situation.files(), true));
        situation.turn().send(server, new Message.Flag(true));
    }

    private void serve(Row row) {
        boolean serving = takeover.isServing();
        lost = takeover.serve(row.holder()) && !handingBack;
        if (!serving && takeover.isServing() && !told) {
            told = true;
            tellRecovered(row);
        }
    }

    private void tellRecovered(Row row) {
        situation.log(server, "Virtual_IP:_VIP_(IPV)");
        long nowNs = situation.turn().now();
        var facts = new ArrayList<>(takeover.durations(row.proof()));
        long fromNs = startedNs;
        if (detection != null) {
            fromNs = detection.detectedNs();
            facts.addAll(
                    List.of(
                            "reexamineMs",
                            (detection.reexaminedNs() - detection.detectedNs()) / 1_000_000,
                            "separateMs",
                            (separatedNs - detection.reexaminedNs()) / 1_000_000));
        }
        facts.addAll(List.of("totalMs", (nowNs - fromNs) / 1_000_000));
        situation
                .turn()
                .tell(
                        Event.Kind.FUNCTION_RECOVERED,
                        server,
                        situation.ring().server(server).virtualName()
                                + " on "
                                + situation.nameOf(row.holder())
                                + " serves for it",
                        facts.toArray());
    }

    /** When its failure was detected, monotonic time. */
    long detectedNs() {
        return detection != null ? detection.detectedNs() : startedNs;
    }

    /** The change of its row that is wanted now. */
    Optional<Change> wants() {
        Row row = row();
        long wallMs = situation.turn().wallMs();
        Row after = row;
        Message.Beacon beacon = situation.hearing().beacon(server);
        if (handingBack && row.isVirtual() && !vacatesFirst() && beacon != null) {
            after =
                    row.assigned(server, Proof.RELEASED, wallMs)
                            .admitted(beacon.identity(), beacon.bootId(), wallMs);
        } else if (handingBack && row.isVirtual()) {
            after = row.vacated(situation.nextVersion(), wallMs);
        } else if (handingBack && row.isVacated() && isProven(row) && beacon != null) {
            after =
                    row.assigned(server, proofs.proof(), wallMs)
                            .admitted(beacon.identity(), beacon.bootId(), wallMs);
        } else if (handingBack) {
            return Optional.empty();
        } else if (row.isVirtual() && lost) {
            after = row.vacated(situation.nextVersion(), wallMs);
        } else if (row.isVacated() && isProven(row) && takeover.isReady()) {
            after = row.assigned(takeover.host(), proofs.proof(), wallMs);
        } else if (revival.state() == Revival.State.DOWN && row.place() == Place.REVIVING) {
            after = row.separated(Place.DOWN, row.reason(), situation.self(), wallMs);
        }
        return after.equals(row) ? Optional.empty() : Optional.of(new Change(row, after));
    }

    private boolean vacatesFirst() {
        return situation.turn().obeys(SafetyRule.VACATE_BEFORE_ASSIGN);
    }

    private boolean isProven(Row row) {
        return proofs.poll(row) != Proof.NONE;
    }

    /** Its row has changed. */
    void applied(Row before, Row after) {
        if (before.place() == Place.GROUP && after.place() != Place.GROUP) {
            separatedNs = situation.turn().now();
        }
        if (before.place() == Place.DOWN && after.place() == Place.REVIVING
                || before.reason() == Reason.MOVED && after.reason() != Reason.MOVED) {
            revival.again();
        }
        if (after.place() == Place.DOWN && before.place() == Place.REVIVING) {
            situation.log(server, "Find_down.file");
            situation
                    .turn()
                    .tell(
                            Event.Kind.ENDED,
                            server,
                            "its recovery was given up; the virtual server keeps serving until an"
                                    + " operator repairs it and says: recover "
                                    + situation.nameOf(server));
        }
        if (before.holder() != after.holder() && after.isVirtual()) {
            situation
                    .turn()
                    .tell(
                            Event.Kind.ASSIGNED,
                            server,
                            "its VIPs belong to " + situation.nameOf(after.holder()),
                            "holder",
                            situation.nameOf(after.holder()),
                            "proof",
                            after.proof());
        }
    }

    /** It is in the group again: it is sent files and flag, and the virtual server is returned. */
    void returned(Files files, boolean wasVirtual) {
        situation.log(server, "Virtual_IP:_VIP_(IPV->IPR)");
        if (wasVirtual || takeover.host() != Row.NOBODY) {
            situation.log(server, "Suspend_IPV");
        }
        takeover.drop();
        situation.turn().send(server, new Message.Snapshot(files, true));
        situation.log(server, "Send_management_files_to_IPR");
        situation.turn().send(server, new Message.Flag(true));
        situation.log(server, "Send_flag_to_IPR");
    }

    void onReleased(int from, Message.Released released) {
        proofs.onReleased(from, released, row());
    }

    void onExamined(Input.Examined result) {
        takeover.onExamined(result);
        revival.onExamined(result);
    }
}
