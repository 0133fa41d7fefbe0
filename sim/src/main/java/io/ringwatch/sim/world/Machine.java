package io.ringwatch.sim.world;

import io.ringwatch.files.Files;
import io.ringwatch.files.Version;
import io.ringwatch.member.Boot;
import io.ringwatch.member.Input;
import io.ringwatch.member.Moment;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Network;
import io.ringwatch.sem.VoteRecord;
import io.ringwatch.sim.plan.Chance;
import io.ringwatch.sim.plan.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One computer: power, boot, clocks, disks, services, virtual servers, and the agent on it. */
final class Machine {
    private static final Span CLOCK_OFFSET = Span.ms(0, 40);
    private static final Span UPTIME = Span.ms(1_000, 100_000);

    private final Fabric fabric;
    private final int number;
    private final String name;
    private final RealDisk disk;
    private final MemoryDisk memory;
    private final Services services;
    private final Kernel kernel;
    private final Guests guests;
    private final Surroundings surroundings = new Surroundings();
    private final WallClock wallClock;

    /** Where its network card keeps messages, if it does not hand over each at once. */
    final @Nullable Mailbox mailbox;

    private Power power = Power.OFF;
    private int life;
    private long bootId;
    private MachineClock clock = new MachineClock(0, 0, 0);
    private @Nullable Agent agent;
    private boolean ruined;
    private int bootSlowness = 1;
    private @Nullable Stillness stillness;
    private long stillSinceNs;
    private List<Runnable> afterStillness = new ArrayList<>();

    enum Power {
        OFF,
        BOOTING,
        ON
    }

    Machine(Fabric fabric, int number, List<String> services) {
        this.fabric = fabric;
        this.number = number;
        this.name = fabric.ring.nameOf(number);
        this.disk = new RealDisk(fabric, this);
        this.memory = new MemoryDisk(fabric);
        this.services = new Services(services);
        this.kernel = new Kernel(fabric, this);
        this.guests = new Guests(fabric, this);
        this.wallClock = new WallClock(fabric.chance.within(CLOCK_OFFSET) / 1_000_000 - 20);
        this.mailbox = fabric.mailbox(this);
    }

    int number() {
        return number;
    }

    String name() {
        return name;
    }

    RealDisk disk() {
        return disk;
    }

    MemoryDisk memory() {
        return memory;
    }

    Services services() {
        return services;
    }

    Kernel kernel() {
        return kernel;
    }

    Guests guests() {
        return guests;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    WallClock wallClock() {
        return wallClock;
    }

    MachineClock clock() {
        return clock;
    }

    Power power() {
        return power;
    }

    Optional<Agent> agent() {
        return Optional.ofNullable(agent);
    }

    Moment moment() {
        long nowNs = fabric.events.nowNs();
        return new Moment(clock.monoNs(nowNs), wallClock.ms(nowNs));
    }

    /** Whether its own monotonic clock says so or later; one that stands still does not. */
    boolean clockReached(long monoNs) {
        return stillness != Stillness.PAUSED && clock.monoNs(fabric.events.nowNs()) >= monoNs;
    }

    /** Whether it has power, has booted, and does not stand still. */
    boolean isAwake() {
        return power == Power.ON && stillness == null;
    }

    /** The files that its member holds, {@link Files#NONE} if it holds none. */
    Files filesHeld() {
        return memory.held();
    }

    /** That of the vote record on its disk, 0 if there is none. */
    long identity() {
        VoteRecord record = disk.record();
        return record == null ? 0 : record.identity();
    }

    void storeFiles(Files files) {
        fabric.safety.applied(number, files, fabric.events.nowNs());
        memory.store(files);
    }

    /** Whether nothing at all is wrong with it and its agent. */
    boolean isSound() {
        return isAwake()
                && agent().filter(Agent::isRunning).isPresent()
                && !disk.isFailing()
                && services.failed().isEmpty()
                && gatewayAnswers()
                && !surroundings.foreignAnswer()
                && memory.flag();
    }

    void flag(boolean present) {
        if (isAwake() && memory.flag() != present) {
            memory.flag(present);
            // its agent sees what is there when it looks
            fabric.after(
                    fabric.speeds.step(),
                    () -> agent().ifPresent(a -> a.feed(new Input.FlagSeen(memory.flag()))));
        }
    }

    boolean gatewayAnswers() {
        return surroundings.gatewayAnswers() && fabric.net.isPlugged(number, Network.SERVICE);
    }

    /**
     * Whether a client that comes through the gateway is served here at the VIPs of this server.
     */
    boolean serves(int server) {
        return isAwake()
                && gatewayAnswers()
                && (kernel.holdsVirtual(server)
                        ? guests.serves(server)
                        : services.failed().isEmpty());
    }

    void ruin(boolean ruined) {
        this.ruined = ruined;
    }

    void slowBoot(int factor) {
        bootSlowness = factor;
    }

    /** The wall clock steps; the time service says so, and after a while has it right again. */
    void stepClock(long byMs) {
        wallClock.step(byMs);
        String detail = "off by " + byMs + " ms";
        fabric.after(Span.ms(0, 2_000), () -> tellLater(new Input.ClockTrust(false, detail)));
        fabric.after(
                Span.ms(10_000, 20_000),
                () -> {
                    wallClock.step(-byMs);
                    tellLater(new Input.ClockTrust(true, "in step again"));
                });
    }

    /** A message has arrived: the agent that runs now takes it, if one does. */
    void receive(int from, Network by, Message message) {
        if (agent != null) {
            agent.feed(new Input.Received(from, by, message));
        }
    }

    /** Tells the member that runs then, if one does. */
    void tellLater(Input input) {
        fabric.after(fabric.speeds.step(), () -> agent().ifPresent(a -> a.feed(input)));
    }

    /** It answers nothing from now on, although it has power; nothing, if it does so already. */
    void standStill(Stillness why) {
        if (!isAwake()) {
            return;
        }
        stillness = why;
        stillSinceNs = fabric.events.nowNs();
        agent().ifPresent(a -> a.pause(Agent.MACHINE));
        if (why == Stillness.ASLEEP) {
            List<Integer> held = kernel.servers();
            kernel.clear("emptied before its machine sleeps");
            held.forEach(server -> tellLater(new Input.VipDropped(server, 0)));
        } else {
            kernel.hide("its machine " + why.text());
        }
        fabric.trace.tell(name, why.text());
    }

    /** It goes on after such a length, unless something else has happened to it. */
    void goOnAfter(long lengthNs, Stillness why) {
        long since = stillSinceNs;
        fabric.events.after(
                lengthNs,
                () -> {
                    if (stillSinceNs == since) {
                        goOn(why);
                    }
                });
    }

    /** It goes on, if it stands still for this reason. */
    void goOn(Stillness why) {
        if (stillness != why) {
            return;
        }
        stillness = null;
        fabric.trace.tell(name, "goes on");
        if (why == Stillness.PAUSED) {
            long stoodNs = fabric.events.nowNs() - stillSinceNs;
            clock = clock.stoodStill(stoodNs);
            stepClock(-stoodNs / 1_000_000);
            excuse(fabric.ring.timing().leaseProofNs());
        }
        kernel.show();
        List<Runnable> late = afterStillness;
        afterStillness = new ArrayList<>();
        late.forEach(Runnable::run);
        agent().ifPresent(a -> a.resume(Agent.MACHINE));
    }

    /**
     * In the beginning of a world all machines have run for a while, and somebody creates the
     * flags.
     */
    void standHere(boolean flagged) {
        up();
        memory.flag(flagged);
        services.begin();
    }

    void powerOn(Span boot) {
        if (power != Power.OFF || ruined) {
            return;
        }
        power = Power.BOOTING;
        fabric.safety.power(number, true, fabric.events.nowNs());
        fabric.trace.tell(name, "boots");
        inThisLife(new Span(boot.minNs() * bootSlowness, boot.maxNs() * bootSlowness), this::up);
    }

    /** For so long it may hold what another holds, too. */
    private void excuse(long lengthNs) {
        long untilNs = fabric.events.nowNs() + lengthNs;
        fabric.safety.excuse(number, untilNs);
        fabric.events.at(untilNs, () -> fabric.safety.excuseOver(number, untilNs));
    }

    /** Somebody says wrongly that it is off: until it is, others may hold what it holds. */
    void saidToBeOff() {
        if (power != Power.OFF) {
            fabric.safety.excuse(number, Long.MAX_VALUE);
        }
    }

    private void up() {
        Chance chance = fabric.chance;
        power = Power.ON;
        bootId = chance.nonZero();
        int ratePpm = fabric.ring.timing().clockRatePpm();
        clock =
                new MachineClock(
                        fabric.events.nowNs(),
                        chance.within(UPTIME),
                        ratePpm == 0 ? 0 : chance.below(ratePpm + 1) - ratePpm / 2);
        inThisLife(fabric.speeds.serviceStart(), () -> services.begin());
        inThisLife(fabric.speeds.agentStart(), this::startAgent);
    }

    private void startAgent() {
        if (agent != null) {
            return;
        }
        VoteRecord vote = disk.record();
        // What was applied but not forced may be applied again: nothing that was announced is lost.
        fabric.safety.began(number, vote == null ? Version.NONE : vote.files().version());
        var boot = new Boot(bootId, fabric.chance.nonZero(), vote, memory.files(), memory.flag());
        fabric.trace.tell(name, "agent starts");
        Agent started = new Agent(fabric, this, boot);
        agent = started;
        started.feedLater(new Input.ClockTrust(true, "in step"));
        sampleLoad(started);
    }

    private void sampleLoad(Agent of) {
        fabric.events.after(
                1_000_000_000L,
                () -> {
                    if (agent == of) {
                        of.feed(
                                new Input.LoadSampled(
                                        Load.draw(fabric.chance, guests.hasMemory()), 0));
                        sampleLoad(of);
                    }
                });
    }

    /** The agent is gone; its supervisor starts it again. */
    void killAgent() {
        if (agent == null || stillness != null) {
            return;
        }
        endAgent();
        inThisLife(fabric.speeds.agentStart(), this::startAgent);
    }

    private void endAgent() {
        if (agent != null) {
            agent.die();
            agent = null;
            disk.crash();
            memory.agentGone();
        }
    }

    void powerOff() {
        if (power == Power.OFF) {
            return;
        }
        life++;
        power = Power.OFF;
        fabric.safety.power(number, false, fabric.events.nowNs());
        endAgent();
        kernel.clear("its machine is off");
        guests.clear();
        services.all(Services.State.DEAD);
        memory.clear();
        stillness = null;
        afterStillness = new ArrayList<>();
        fabric.safety.excuseEnds(number);
        fabric.trace.tell(name, "is off");
    }

    void restart(Span boot) {
        if (power == Power.ON) {
            powerOff();
            powerOn(boot);
        }
    }

    /**
     * Lets something happen unless the machine loses its power before; later, if it stands still
     * then.
     */
    private void inThisLife(Span span, Runnable action) {
        int now = life;
        fabric.after(
                span,
                () -> {
                    if (life == now && stillness != null) {
                        afterStillness.add(action);
                    } else if (life == now) {
                        action.run();
                    }
                });
    }
}
