package io.ringwatch.sim.paper;

import io.ringwatch.member.Event;
import io.ringwatch.ring.Timing;
import io.ringwatch.sim.paper.Watcher.Told;
import io.ringwatch.sim.paper.p2p.PeerMethod;
import io.ringwatch.sim.plan.Span;
import io.ringwatch.sim.record.Member;
import io.ringwatch.sim.world.Speeds;
import io.ringwatch.sim.world.World;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One experiment of the ring paper, section 5.3, played once: six servers and a file server, all
 * well; in the middle of a monitoring interval something happens to one or more of them.
 */
final class Trial {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long INTERVAL_NS = Timing.paper().intervalNs();
    private static final long LIMIT_NS = 200 * SECOND_NS;

    /** Restart time of table 1, 33.33 s, less what agent and services take after the boot. */
    static final Span RESTART = Span.ms(32_530, 33_130);

    private final World world;
    private final Watcher watcher;
    private final Experiment experiment;
    private final SplittableRandom random;

    private Trial(World world, Watcher watcher, Experiment experiment, long seed) {
        this.world = world;
        this.watcher = watcher;
        this.experiment = experiment;
        this.random = new SplittableRandom(seed);
    }

    /** What came of each trouble, by name of the server, in the order of the troubles. */
    static Map<String, Outcome> play(Method method, Experiment experiment, long seed) {
        List<Trouble> troubles = experiment.troubles();
        var peers = new PeerMethod();
        Member.Factory members = method == Method.PEERS ? peers : Member::shipped;
        var watcher = new Watcher(members);
        boolean restarts = troubles.stream().allMatch(t -> t.kind() == Trouble.Kind.ST);
        Speeds speeds = restarts ? Speeds.paper().withBoot(RESTART) : Speeds.paper();
        var builder =
                World.ring(6)
                        .witness()
                        .timing(Timing.paper())
                        .speeds(speeds)
                        .seed(seed)
                        .members(watcher);
        if (method == Method.PEERS) {
            // Its members have none of the files by which the world judges a claim.
            builder.lenient();
        }
        World world = builder.start();
        watcher.clock(world::nowNs);
        peers.attach(world::carry);
        if (method == Method.RING) {
            world.untilQuiet("120 s");
        } else {
            world.run("25 s");
        }
        return new Trial(world, watcher, experiment, seed).play();
    }

    private Map<String, Outcome> play() {
        long brokenNs = (world.nowNs() / INTERVAL_NS + 1) * INTERVAL_NS + INTERVAL_NS / 2;
        var clients = new LinkedHashMap<String, Client>();
        for (Trouble trouble : experiment.troubles()) {
            long firstNs = brokenNs - random.nextLong(Client.PERIOD_NS);
            clients.put(trouble.server(), new Client(world, trouble.server(), firstNs));
        }
        boolean broken = false;
        while (world.nowNs() < brokenNs + LIMIT_NS && !(broken && isOver(clients, brokenNs))) {
            Client next =
                    clients.values().stream()
                            .min(Comparator.comparingLong(Client::nextNs))
                            .orElseThrow();
            if (!broken && next.nextNs() >= brokenNs) {
                world.runUntil(brokenNs);
                experiment.troubles().forEach(trouble -> world.apply(trouble.fault()));
                broken = true;
            }
            world.runUntil(next.nextNs());
            next.attempt();
        }
        var outcomes = new LinkedHashMap<String, Outcome>();
        clients.forEach(
                (server, client) -> outcomes.put(server, outcome(server, client, brokenNs)));
        return outcomes;
    }

    private boolean isOver(Map<String, Client> clients, long brokenNs) {
        Event.Kind last =
                experiment.untilServers()
                        ? Event.Kind.SERVER_RECOVERED
                        : Event.Kind.FUNCTION_RECOVERED;
        return clients.entrySet().stream()
                .allMatch(
                        entry ->
                                entry.getValue().isServedAgain()
                                        && told(last, world.number(entry.getKey()), brokenNs)
                                                .isPresent());
    }

    private Optional<Told> told(Event.Kind kind, int number, long sinceNs) {
        return watcher.first(kind, number, sinceNs);
    }

    private Outcome outcome(String server, Client client, long brokenNs) {
        int number = world.number(server);
        Optional<Told> detected = told(Event.Kind.DETECTED, number, brokenNs);
        Optional<Told> function = told(Event.Kind.FUNCTION_RECOVERED, number, brokenNs);
        Optional<Told> separated = told(Event.Kind.SEPARATED, number, brokenNs);
        boolean adopted =
                detected.isPresent()
                        && function.isPresent()
                        && separated.isPresent()
                        && separated.get().teller() != function.get().teller();
        double provenS = seconds(separated, lastProof(number, brokenNs, function));
        return new Outcome(
                detected.map(told -> (told.atNs() - brokenNs) / 1e9).orElse(Double.NaN),
                seconds(detected, function),
                seconds(detected, told(Event.Kind.SERVER_RECOVERED, number, brokenNs)),
                client.disconnectedS(),
                seconds(detected, told(Event.Kind.REEXAMINED, number, brokenNs)),
                part(function, "readyMs"),
                part(function, "announceMs"),
                provenS,
                adopted ? Double.NaN : provenS,
                adopted ? 1 : 0);
    }

    /**
     * The proof on which the VIP was assigned; an earlier one may have been lost with its leader.
     */
    private Optional<Told> lastProof(int number, long sinceNs, Optional<Told> function) {
        long untilNs = function.map(Told::atNs).orElse(Long.MAX_VALUE);
        return watcher.all(Event.Kind.PROVEN, number, sinceNs).stream()
                .filter(told -> told.atNs() <= untilNs)
                .reduce((earlier, later) -> later);
    }

    private static double seconds(Optional<Told> from, Optional<Told> to) {
        return from.isEmpty() || to.isEmpty()
                ? Double.NaN
                : (to.get().atNs() - from.get().atNs()) / 1e9;
    }

    private static double part(Optional<Told> told, String name) {
        return told.map(t -> t.event().data().get(name))
                .map(ms -> Long.parseLong(ms) / 1e3)
                .orElse(Double.NaN);
    }
}
