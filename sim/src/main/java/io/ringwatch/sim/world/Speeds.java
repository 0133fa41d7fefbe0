package io.ringwatch.sim.world;

import io.ringwatch.sim.plan.Span;

/**
 * How long things take in a world.
 *
 * @param latency one way through a network
 * @param late how much later a message is that is overtaken
 * @param store forcing a record to the real disk
 * @param step small work of an agent or its machine: a flag noticed, a local examination
 * @param drop taking a VIP down
 * @param claim the conflict probe before a claim
 * @param boot from power on to a running system
 * @param quickBoot the same for a restart that nobody may notice
 * @param agentStart from the system, or the death of an agent, to a running agent
 * @param serviceStart from the system to its services
 * @param serviceRestart of a daemon
 * @param resume of a suspended original server
 * @param install of a procedure
 * @param suspend of a virtual server, with its return to a clean original
 * @param fence an action of a power fence and the confirmation of its status
 */
public record Speeds(
        Span latency,
        Span late,
        Span store,
        Span step,
        Span drop,
        Span claim,
        Span boot,
        Span quickBoot,
        Span agentStart,
        Span serviceStart,
        Span serviceRestart,
        Span resume,
        Span install,
        Span suspend,
        Span fence) {
    /**
     * A local network, machines that boot in seconds, virtual machines that resume in about one.
     */
    public static Speeds usual() {
        return new Speeds(
                Span.us(80, 600),
                Span.ms(1, 50),
                Span.us(200, 5_000),
                Span.us(100, 3_000),
                Span.us(50, 800),
                Span.ms(10, 60),
                Span.ms(4_000, 9_000),
                Span.ms(300, 900),
                Span.ms(200, 1_000),
                Span.ms(200, 1_500),
                Span.ms(200, 900),
                Span.ms(300, 1_200),
                Span.ms(200, 900),
                Span.ms(50, 400),
                Span.ms(200, 900));
    }

    /**
     * Virtual servers are ready at once, machines boot in a moment: whatever should have been
     * waited for is met too early.
     */
    public static Speeds swift() {
        return new Speeds(
                Span.us(50, 200),
                Span.ms(1, 20),
                Span.us(100, 1_000),
                Span.us(50, 500),
                Span.us(50, 800),
                Span.us(100, 2_000),
                Span.ms(200, 2_000),
                Span.ms(50, 300),
                Span.ms(5, 300),
                Span.ms(10, 200),
                Span.ms(5, 200),
                Span.us(100, 5_000),
                Span.us(100, 5_000),
                Span.ms(1, 10),
                Span.ms(5, 300));
    }

    /** Everything that others wait for may take long: disks, networks, VIPs that go down late. */
    public static Speeds sluggish() {
        return new Speeds(
                Span.us(500, 12_000),
                Span.ms(5, 150),
                Span.ms(1, 25),
                Span.ms(1, 30),
                Span.ms(1, 120),
                Span.ms(1, 60),
                Span.ms(1_000, 15_000),
                Span.ms(300, 900),
                Span.ms(200, 3_000),
                Span.ms(200, 3_000),
                Span.ms(200, 2_000),
                Span.us(100, 400_000),
                Span.us(100, 400_000),
                Span.ms(50, 2_000),
                Span.ms(200, 5_000));
    }

    /** As {@link #swift()}, on real disks that take long to force a record, as busy ones do. */
    public static Speeds worn() {
        Speeds base = swift();
        return base.with(Span.ms(5, 60), base.drop, base.boot);
    }

    /** As {@link #swift()}, but VIPs take long to go down. */
    public static Speeds lingering() {
        return swift().withDrop(Span.ms(20, 400));
    }

    /**
     * The experimental system of the ring paper. Its table 1: a start of 31.07 s, a suspended
     * virtual server active in 1.52 s, three seconds for a service. From the log of its fig. 14:
     * 1.75 s from the order to the installed virtual server, 0.15 s to set its VIP, 0.37 s to
     * suspend it. Each is drawn from a few per cent around it.
     */
    public static Speeds paper() {
        return new Speeds(
                Span.us(80, 600),
                Span.ms(1, 50),
                Span.us(200, 5_000),
                Span.ms(1, 20),
                Span.ms(5, 20),
                Span.ms(120, 180),
                Span.ms(30_270, 30_870),
                Span.ms(10_000, 11_000),
                Span.ms(450, 550),
                Span.ms(300, 400),
                Span.ms(2_950, 3_050),
                Span.ms(1_450, 1_590),
                Span.ms(200, 260),
                Span.ms(320, 420),
                Span.ms(1_000, 2_000));
    }

    /** The same but for a boot, which takes so long. */
    public Speeds withBoot(Span other) {
        return with(store, drop, other);
    }

    /** The same but for VIPs, which take so long to go down. */
    public Speeds withDrop(Span slow) {
        return with(store, slow, boot);
    }

    private Speeds with(Span otherStore, Span otherDrop, Span otherBoot) {
        return new Speeds(
                latency,
                late,
                otherStore,
                step,
                otherDrop,
                claim,
                otherBoot,
                quickBoot,
                agentStart,
                serviceStart,
                serviceRestart,
                resume,
                install,
                suspend,
                fence);
    }
}
