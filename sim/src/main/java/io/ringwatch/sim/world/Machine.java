package io.ringwatch.sim.world;

import io.ringwatch.files.Files;
import io.ringwatch.files.Version;
import io.ringwatch.member.Boot;
import io.ringwatch.member.Input;
import io.ringwatch.member.Moment;
import io.ringwatch.ring.Network;
import io.ringwatch.sem.VoteRecord;
import io.ringwatch.sim.plan.Chance;
import io.ringwatch.sim.plan.Span;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One computer: power, boot, clocks, disks, services, virtual servers, and the agent on it. */
final class Machine {
    /** UNIX time at which every world begins: a tick of every interval. */
    private static final long BEGIN_WALL_MS = 1_700_000_000_000L;

    private static final Span CLOCK_OFFSET = Span.ms(0, 40);
    private static final Span UPTIME = Span.ms(1_000, 100_000);

    private final Fabric fabric;
    private final int number;
    private final String name;
    private final RealDisk disk;
    private final Services services;
    private final Kernel kernel;
    private final Guests guests;
    private Power power = Power.OFF;
    private int life;
    private long bootId;
    private MachineClock clock = new MachineClock(0, 0, 0);
    private long wallOffsetMs;
    private @Nullable Files memoryFiles;
    private boolean flag;
    private @Nullable Agent agent;
    private boolean ruined;
    private boolean gatewayOk = true;
    private boolean fenceWorks = true;
    private boolean answeredElsewhere;

    enum Power {
        OFF,
        BOOTING,
        ON
    }

    Machine(Fabric fabric, int number, List<String> services) {
        this.fabric = fabric;
        this.number = number;
        this.name = fabric.ring.nameOf(number);
        this.disk = new RealDisk(fabric, number);
        this.services = new Services(services);
        this.kernel = new Kernel(fabric, this);
        this.guests = new Guests(fabric, this);
        this.wallOffsetMs = fabric.chance.within(CLOCK_OFFSET) / 1_000_000 - 20;
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

    Services services() {
        return services;
    }

    Kernel kernel() {
        return kernel;
    }

    Guests guests() {
        return guests;
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
        return new Moment(clock.monoNs(nowNs), BEGIN_WALL_MS + nowNs / 1_000_000 + wallOffsetMs);
    }

    /** The files on the memory disk, {@link Files#NONE} if there are none. */
    Files filesHeld() {
        return memoryFiles == null ? Files.NONE : memoryFiles;
    }

    void storeFiles(Files files) {
        fabric.safety.applied(number, files, fabric.events.nowNs());
        memoryFiles = files;
    }

    /** Whether nothing at all is wrong with it and its agent. */
    boolean isSound() {
        return power == Power.ON
                && agent().filter(Agent::isRunning).isPresent()
                && !disk.isFailing()
                && services.failed().isEmpty()
                && gatewayAnswers()
                && !answeredElsewhere
                && flag;
    }

    boolean flag() {
        return flag;
    }

    void flag(boolean present) {
        if (power == Power.ON && flag != present) {
            flag = present;
            tellLater(new Input.FlagSeen(present));
        }
    }

    boolean gatewayAnswers() {
        return gatewayOk && fabric.net.isPlugged(number, Network.SERVICE);
    }

    void gateway(boolean ok) {
        gatewayOk = ok;
    }

    boolean fenceWorks() {
        return fenceWorks;
    }

    void fenceWorks(boolean works) {
        fenceWorks = works;
    }

    boolean answeredElsewhere(int server) {
        return fabric.machine(server).answeredElsewhere;
    }

    void answerElsewhere(boolean foreign) {
        answeredElsewhere = foreign;
    }

    void ruin(boolean ruined) {
        this.ruined = ruined;
    }

    /** The wall clock steps; the time service says so, and after a while has it right again. */
    void stepClock(long byMs) {
        wallOffsetMs += byMs;
        String detail = "off by " + byMs + " ms";
        fabric.after(Span.ms(0, 2_000), () -> tellLater(new Input.ClockTrust(false, detail)));
        fabric.after(
                Span.ms(10_000, 20_000),
                () -> {
                    wallOffsetMs -= byMs;
                    tellLater(new Input.ClockTrust(true, "in step again"));
                });
    }

    /** Tells the member that runs then, if one does. */
    void tellLater(Input input) {
        fabric.after(fabric.speeds.step(), () -> agent().ifPresent(a -> a.feed(input)));
    }

    /**
     * In the beginning of a world all machines have run for a while, and somebody creates the
     * flags.
     */
    void standHere(boolean flagged) {
        up();
        flag = flagged;
        services.all(Services.State.WELL);
    }

    void powerOn(Span boot) {
        if (power != Power.OFF || ruined) {
            return;
        }
        power = Power.BOOTING;
        fabric.safety.power(number, true, fabric.events.nowNs());
        fabric.trace.tell(name, "boots");
        inThisLife(boot, this::up);
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
        inThisLife(fabric.speeds.serviceStart(), () -> services.all(Services.State.WELL));
        inThisLife(fabric.speeds.agentStart(), this::startAgent);
    }

    private void startAgent() {
        if (agent != null) {
            return;
        }
        VoteRecord vote = disk.record();
        // What was applied but not forced may be applied again: nothing that was announced is lost.
        fabric.safety.began(number, vote == null ? Version.NONE : vote.files().version());
        var boot = new Boot(bootId, fabric.chance.nonZero(), vote, memoryFiles, flag);
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
                        of.feed(new Input.LoadSampled(Load.draw(fabric.chance)));
                        sampleLoad(of);
                    }
                });
    }

    /** The agent is gone; its supervisor starts it again. */
    void killAgent() {
        if (agent == null) {
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
        memoryFiles = null;
        flag = false;
        fabric.trace.tell(name, "is off");
    }

    void restart(Span boot) {
        if (power == Power.ON) {
            powerOff();
            powerOn(boot);
        }
    }

    /** Lets something happen unless the machine loses its power before. */
    private void inThisLife(Span span, Runnable action) {
        int now = life;
        fabric.after(
                span,
                () -> {
                    if (life == now) {
                        action.run();
                    }
                });
    }
}
