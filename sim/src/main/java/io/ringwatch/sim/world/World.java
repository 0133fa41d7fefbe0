package io.ringwatch.sim.world;

import io.ringwatch.files.Files;
import io.ringwatch.files.Version;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.MemberView;
import io.ringwatch.ring.Ring;
import io.ringwatch.sim.check.Overseer;
import io.ringwatch.sim.check.Quiet;
import io.ringwatch.sim.check.Rule;
import io.ringwatch.sim.check.Sight;
import io.ringwatch.sim.check.Tenures;
import io.ringwatch.sim.check.Violation;
import io.ringwatch.sim.plan.Endings;
import io.ringwatch.sim.plan.Fault;
import io.ringwatch.sim.plan.Lengths;
import io.ringwatch.sim.plan.Plan;
import io.ringwatch.sim.plan.Waiver;
import io.ringwatch.sim.record.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A ring of machines on virtual time, with the shipped members on them, in which everything random
 * comes from one seed: the same seed and the same calls give the same run. What goes wrong is asked
 * for by {@link Fault}s. Every broken rule ends the run with a {@link Violation} that carries seed,
 * plan, and what happened last.
 *
 * <p>Not thread-safe.
 */
public final class World implements Sight {
    private static final long GLANCE_NS = 20_000_000L;
    private static final int STORY_LINES = 120;

    private final Fabric fabric;
    private final Faults faults;
    private final Set<Waiver> waivers;
    private final long seed;
    private final Overseer overseer;
    private final List<Plan.Step> done = new ArrayList<>();
    private Version seen = Version.NONE;

    World(Fabric fabric, Set<Waiver> waivers, long seed) {
        this.fabric = fabric;
        this.waivers = waivers;
        this.faults = new Faults(fabric, waivers);
        this.seed = seed;
        this.overseer = new Overseer(this);
        fabric.events.after(Overseer.EVERY_NS, this::oversee);
    }

    private void oversee() {
        List<Files> decided = fabric.safety.since(seen);
        seen = decided.get(decided.size() - 1).version();
        overseer.look(decided, nowNs());
        fabric.events.after(Overseer.EVERY_NS, this::oversee);
    }

    /** A world with a ring of so many servers, to be described further. */
    public static WorldBuilder ring(int servers) {
        return new WorldBuilder(servers);
    }

    /** A world with this very ring, as its file describes it. */
    public static WorldBuilder ring(Ring ring) {
        return new WorldBuilder(ring);
    }

    /** Is told every event of every member from now on, when it happens. */
    public void listen(Listener listener) {
        fabric.trace.listen(listener);
    }

    /** Virtual time since the world began, nanoseconds. */
    public long nowNs() {
        return fabric.events.nowNs();
    }

    /** Lets time pass, as in {@code run("30 s")}. */
    public void run(String length) {
        runUntil(nowNs() + Lengths.ns(length));
    }

    /** Lets time pass up to a moment. */
    public void runUntil(long untilNs) {
        try {
            while (fabric.events.runNext(untilNs)) {
                // Every event checks what it may have broken.
            }
            // Checkstyle: IllegalCatch, because only here is known how to have this run again
        } catch (RuntimeException e) {
            throw new Violation(report(String.valueOf(e.getMessage())), e);
        }
    }

    /**
     * Lets time pass until something is so.
     *
     * @param limit the longest that it may take
     * @throws Violation if it takes longer
     */
    public void until(String limit, String what, BooleanSupplier condition) {
        long untilNs = nowNs() + Lengths.ns(limit);
        while (!condition.getAsBoolean()) {
            if (nowNs() >= untilNs) {
                throw new Violation(report("not within " + limit + ": " + what));
            }
            runUntil(Math.min(untilNs, nowNs() + GLANCE_NS));
        }
    }

    /**
     * Lets time pass until everything is as it was at first, and stays so for two seconds.
     *
     * @throws Violation if that takes longer; it says what is missing
     */
    public void untilQuiet(String limit) {
        long untilNs = nowNs() + Lengths.ns(limit);
        long quietSinceNs = -1;
        while (quietSinceNs < 0 || nowNs() - quietSinceNs < 2_000_000_000L) {
            List<String> missing = Quiet.missing(this);
            if (!missing.isEmpty() && nowNs() >= untilNs) {
                throw new Violation(
                        report(
                                "not quiet within %s:\n  %s"
                                        .formatted(limit, String.join("\n  ", missing))));
            }
            if (!missing.isEmpty()) {
                quietSinceNs = -1;
            } else if (quietSinceNs < 0) {
                quietSinceNs = nowNs();
            }
            runUntil(nowNs() + 10 * GLANCE_NS);
        }
    }

    /**
     * Does this to the world now.
     *
     * @throws IllegalArgumentException if it names what the ring does not have, or needs an
     *     exception that this world does not permit
     */
    public void apply(Fault fault) {
        faults.check(fault);
        done.add(new Plan.Step(nowNs(), fault));
        fabric.trace.tell("----", fault.toString());
        Concern.tell(overseer, fabric, fault);
        faults.apply(fault);
    }

    /** Does this to the world now, as in {@code apply("crash ftp")}. */
    public void apply(String fault) {
        apply(Fault.parse(fault));
    }

    /** Whatever does not end by itself is mended, works again, and has power; flags stay. */
    public void endFaults() {
        Endings.all(fabric.ring).forEach(this::apply);
    }

    /**
     * Lets time pass up to the last fault of a plan, and each happen at its time.
     *
     * @throws IllegalArgumentException before anything happens, if one of them cannot happen here
     */
    public void follow(Plan plan) {
        plan.steps().forEach(step -> faults.check(step.fault()));
        for (Plan.Step step : plan.steps()) {
            runUntil(step.atNs());
            apply(step.fault());
        }
    }

    /** Asks the member of this name; the answer is had by the operation returned. */
    public long command(String name, io.ringwatch.member.Command command) {
        return faults.people().ask(fabric.machine(name), command);
    }

    /**
     * Carries something of a method that is not the shipped one over the networks, as lossy and
     * slow as a message: when it arrives, the receiver takes it and then a {@link Input.Timer},
     * unless it does not run then.
     *
     * @param from number of the sender
     * @param to number of the receiver
     * @param taken what the receiver's process does with it
     */
    public void carry(int from, int to, Runnable taken) {
        Machine receiver = fabric.machine(to);
        fabric.net.carry(
                from,
                receiver,
                () ->
                        receiver.agent()
                                .ifPresent(
                                        agent -> {
                                            agent.whenRunning(taken);
                                            agent.feed(new Input.Timer());
                                        }));
    }

    /** The answer to a command, once there is one. */
    public Optional<Effect.Answer> answer(long op) {
        return fabric.answers.to(op);
    }

    /**
     * Feeds new members what all the members of this world were told.
     *
     * @throws Violation if one of them does something else
     * @throws IllegalStateException if the world was told to keep no recording
     */
    public void replayAll() {
        if (!fabric.records.areKept()) {
            throw new IllegalStateException("this world keeps no recording");
        }
        try {
            fabric.records.replay(fabric.members);
        } catch (Recording.Divergence e) {
            throw new Violation("seed " + seed + ": a replay differs: " + e.getMessage(), e);
        }
    }

    /** What happened, one line each: faults, VIPs, log lines and events of the members. */
    public List<String> story() {
        return fabric.trace.story();
    }

    /** What was done to this world so far. */
    public Plan done() {
        return new Plan(done);
    }

    /** Counts messages from now on. */
    public Traffic countTraffic() {
        var traffic = new Traffic();
        fabric.traffic = traffic;
        return traffic;
    }

    /** Events that have happened; each message that is handed over is one. */
    public long events() {
        return fabric.events.happened();
    }

    /** The last inputs and effects of every member, by its name, one line each. */
    public Map<String, List<String>> lately() {
        return fabric.trace.lately();
    }

    /** Who answered for which VIPs, and when. */
    public Tenures tenures() {
        return fabric.safety.tenures();
    }

    /** How many versions of the files were decided. */
    public int versions() {
        return fabric.safety.versions();
    }

    /** Number of the server of this name. */
    public int number(String name) {
        return fabric.machine(name).number();
    }

    /** Name of the machine that answers for the VIPs of this server; empty if none does. */
    public String holder(String name) {
        return holderOf(number(name)).stream().mapToObj(fabric.ring::nameOf).findFirst().orElse("");
    }

    /** What the member of this name knows; empty if it is not running. */
    public Optional<MemberView> view(String name) {
        return viewOf(number(name));
    }

    @Override
    public boolean serves(int server) {
        return holderOf(server).stream().anyMatch(holder -> machine(holder).serves(server));
    }

    /** Whether the machine of this name has power. */
    public boolean isOn(String name) {
        return fabric.machine(name).power() != Machine.Power.OFF;
    }

    /** The longest time, nanoseconds, for which nobody answered for the VIPs of this server. */
    public long longestGapNs(String name) {
        return tenures().longestGapNs(number(name), nowNs());
    }

    @Override
    public Ring ring() {
        return fabric.ring;
    }

    @Override
    public Set<Waiver> waivers() {
        return waivers;
    }

    @Override
    public long wallMs() {
        return WallClock.rightMs(nowNs());
    }

    @Override
    public boolean isOff(int number) {
        return fabric.machine(number).power() == Machine.Power.OFF;
    }

    @Override
    public boolean isAwake(int number) {
        return fabric.machine(number).isAwake();
    }

    @Override
    public Optional<MemberView> viewOf(int number) {
        return fabric.machine(number).agent().filter(Agent::isRunning).map(Agent::view);
    }

    @Override
    public OptionalInt holderOf(int server) {
        return tenures().holderOf(server);
    }

    @Override
    public boolean hasOriginal(int number) {
        return fabric.machine(number).guests().hasOriginal();
    }

    @Override
    public int guestsOn(int number) {
        return fabric.machine(number).guests().running();
    }

    @Override
    public List<Integer> guestsRunningOn(int number) {
        return fabric.machine(number).guests().runningServers();
    }

    @Override
    public boolean runs(int number) {
        return fabric.machine(number).agent().filter(Agent::isRunning).isPresent();
    }

    @Override
    public Files filesHeld(int number) {
        return fabric.machine(number).filesHeld();
    }

    @Override
    public long identityOf(int number) {
        return fabric.machine(number).identity();
    }

    @Override
    public boolean isSound(int number) {
        return fabric.machine(number).isSound() && fabric.net.isClear(number);
    }

    @Override
    public boolean reaches(int one, int other) {
        return fabric.net.reaches(one, other);
    }

    @Override
    public String serviceTrouble(int server) {
        return String.join(", ", fabric.machine(server).services().failed());
    }

    /** What is to be thrown when this rule is found broken: it says how to have this run again. */
    public Violation violation(Rule rule, String by) {
        return new Violation(report(by), new Violation(rule, by));
    }

    Machine machine(int number) {
        return fabric.machine(number);
    }

    private String report(String rule) {
        return "%s%n-- seed %d, time %s s, %d servers%s%n-- plan%n%s%n%s"
                .formatted(
                        rule,
                        seed,
                        Lengths.seconds(nowNs()),
                        fabric.ring.servers().size(),
                        fabric.ring.witness() ? " and witness" : "",
                        new Plan(done),
                        fabric.trace.lately(STORY_LINES));
    }
}
