package io.ringwatch.demo.command;

import io.ringwatch.demo.client.Access;
import io.ringwatch.demo.client.Clients;
import io.ringwatch.demo.client.Outages;
import io.ringwatch.demo.plan.Fault;
import io.ringwatch.demo.plan.PlannedServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One run: waits for the ring, breaks, waits until everything is back, and judges. */
final class Performance {
    /** A busy machine with two cores starts a server and its agent in less. */
    private static final long READY_LIMIT_PER_SERVER_MS = 15_000;

    private static final long LOOK_MS = 100;

    /** A fault that comes while processes still warm up would show their start, not the ring. */
    private static final long SETTLE_MS = 2_000;

    /** Everything must have been back for so long. */
    private static final long STEADY_MS = 2_000;

    /** Nothing at all was seen for so long after the fault: there is nothing to wait for. */
    private static final long UNSEEN_MS = 6_000;

    /** When the cable to the gateway is plugged in again. */
    private static final long GATEWAY_BACK_MS = 8_000;

    /** The ring paper's faults come in the middle of the monitoring interval. */
    private static final long PAPER_MOMENT_MS = 5_000;

    private static final long PAPER_INTERVAL_MS = 10_000;

    private final Options options;
    private final Stage stage;
    private final Clients clients;
    private final Story story;
    private final Health health;
    private final Narrator narrator;
    private final CountDownLatch ended;
    private long faultNs;
    private long faultWallMs;

    Performance(
            Options options,
            Stage stage,
            Clients clients,
            ScheduledExecutorService clock,
            Narrator narrator,
            CountDownLatch ended) {
        this.options = options;
        this.stage = stage;
        this.clients = clients;
        this.narrator = narrator;
        this.ended = ended;
        this.story = new Story(stage.world(), clock, narrator::tell);
        this.health = new Health(stage, clients, clock);
    }

    /**
     * Runs.
     *
     * @param startNs when the demonstration was started
     */
    Report run(long startNs) throws IOException, InterruptedException {
        List<String> complaints = awaitHealth(readyLimitMs(), 0);
        long readyMs = sinceMs(startNs);
        if (!complaints.isEmpty()) {
            return report(readyMs, 0, complaints);
        }
        narrator.say(
                "The ring is formed and serves all its clients %.1f s after the start."
                        .formatted(readyMs / 1000.0));
        complaints = awaitHealth(readyLimitMs(), SETTLE_MS);
        if (!complaints.isEmpty()) {
            return report(readyMs, 0, complaints);
        }
        awaitMoment();
        breakAll();
        complaints = awaitHealth(limitMs(), STEADY_MS);
        long backMs = complaints.isEmpty() ? sinceMs(faultNs) - STEADY_MS : 0;
        if (complaints.isEmpty()) {
            narrator.say("Everything is back.");
        }
        return report(readyMs, backMs, complaints);
    }

    private long readyLimitMs() {
        return READY_LIMIT_PER_SERVER_MS * options.servers().size();
    }

    /** The interval of the paper leaves less to do in the same time. */
    private long limitMs() {
        return options.profile().equals("fast") ? 90_000 : 180_000;
    }

    private void awaitMoment() throws InterruptedException {
        if (options.profile().equals("paper")) {
            long nowMs = System.currentTimeMillis();
            long waitMs =
                    Math.floorMod(PAPER_MOMENT_MS - nowMs % PAPER_INTERVAL_MS, PAPER_INTERVAL_MS);
            narrator.say("Waiting for the middle of the monitoring interval.");
            rest(waitMs);
        }
    }

    private void breakAll() throws IOException {
        faultNs = System.nanoTime();
        faultWallMs = System.currentTimeMillis();
        narrator.faultAt(faultWallMs);
        if (options.breakage().faults().isEmpty()) {
            narrator.say("Nothing is broken.");
        }
        for (Map.Entry<Integer, Fault> entry : options.breakage().faults().entrySet()) {
            PlannedServer server = stage.world().server(entry.getKey());
            stage.breakIt(server, entry.getValue());
            narrator.say("Broken: " + server.name() + ": " + words(entry.getValue()));
        }
    }

    private static String words(Fault fault) {
        return switch (fault) {
            case SERVICE -> "its daemon dies";
            case STUCK -> "its daemon dies and does not start again";
            case HANG -> "its daemon does not reply any more";
            case RESTART -> "it restarts by itself";
            case QUICK -> "it restarts by itself, very quickly";
            case POWER -> "it loses power";
            case AGENT -> "its agent is killed";
            case GATEWAY -> "it loses its gateway";
            case NONE -> "nothing";
        };
    }

    /**
     * Waits until all is well for so long.
     *
     * @return what is not well when the limit is reached, empty if all is
     */
    private List<String> awaitHealth(long limitMs, long steadyMs)
            throws IOException, InterruptedException {
        long beganNs = System.nanoTime();
        long wellSinceNs = Long.MAX_VALUE;
        boolean trouble = false;
        boolean repaired = faultNs == 0;
        List<String> complaints = List.of("it has not begun");
        while (sinceMs(beganNs) < limitMs && ended.getCount() > 0) {
            if (!stage.stands()) {
                return List.of("a process of the demonstration ended by itself");
            }
            if (!repaired && sinceMs(beganNs) >= GATEWAY_BACK_MS) {
                repaired = true;
                repairGateways();
            }
            complaints = health.complaints();
            if (!complaints.isEmpty()) {
                trouble = true;
                wellSinceNs = Long.MAX_VALUE;
            } else if (wellSinceNs == Long.MAX_VALUE) {
                wellSinceNs = System.nanoTime();
            }
            boolean seen = trouble || faultNs == 0 || sinceMs(beganNs) >= UNSEEN_MS;
            if (complaints.isEmpty() && seen && sinceMs(wellSinceNs) >= steadyMs && allBack()) {
                return List.of();
            }
            rest(LOOK_MS);
        }
        if (ended.getCount() == 0) {
            return List.of("interrupted");
        }
        var late = new ArrayList<>(complaints);
        late.add(0, "not everything was well within " + limitMs / 1000 + " s");
        return late;
    }

    /** A gateway that is still lost is a fault that is still there. */
    private boolean allBack() {
        return !options.breakage().faults().containsValue(Fault.GATEWAY)
                || faultNs == 0
                || sinceMs(faultNs) >= GATEWAY_BACK_MS + STEADY_MS;
    }

    private void repairGateways() throws IOException {
        for (Map.Entry<Integer, Fault> entry : options.breakage().faults().entrySet()) {
            if (entry.getValue() == Fault.GATEWAY) {
                PlannedServer server = stage.world().server(entry.getKey());
                stage.repairGateway(server);
                narrator.say("Repaired: " + server.name() + " has its gateway again");
            }
        }
    }

    private Report report(long readyMs, long backMs, List<String> complaints) throws IOException {
        var reasons = new ArrayList<>(complaints);
        var outcomes = new ArrayList<Outcome>();
        var missedBy = new TreeMap<String, Integer>();
        for (PlannedServer server : stage.world().realServers()) {
            if (faultNs == 0) {
                break;
            }
            List<Access> accesses = clients.log(server.number()).since(faultNs);
            Outages outages = Outages.of(accesses);
            Fault fault = options.breakage().faults().get(server.number());
            if (fault != null) {
                Outcome outcome =
                        Outcome.of(
                                server.name(),
                                fault,
                                story.about(server.name(), faultWallMs),
                                outages,
                                faultWallMs,
                                faultNs);
                outcomes.add(outcome);
                if (fault.mustBeSeen() && outcome.detectedMs() == null) {
                    reasons.add("nobody detected that " + server.name() + " was broken");
                }
            } else if (outages.missed() > 0) {
                missedBy.put(server.name(), outages.missed());
            }
        }
        long dualMs = stage.dualMs();
        if (dualMs > 0) {
            reasons.add("a VIP had two claimants for " + dualMs + " ms");
        }
        int missed = missedBy.values().stream().mapToInt(Integer::intValue).sum();
        if (missed > 0) {
            reasons.add("clients of unbroken servers missed accesses: " + missedBy);
        }
        return new Report(
                options.profile(), readyMs, backMs, outcomes, dualMs, missed, missedBy, reasons);
    }

    private static long sinceMs(long thenNs) {
        return (System.nanoTime() - thenNs) / 1_000_000L;
    }

    private void rest(long ms) throws InterruptedException {
        if (ended.await(ms, TimeUnit.MILLISECONDS)) {
            narrator.say("Interrupted.");
        }
    }

    void close() {
        story.close();
    }
}
