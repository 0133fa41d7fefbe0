package io.ringwatch.agent.peers;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.ring.Network;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** This end of all connections: what they share. */
final class Endpoint {
    /**
     * What a connection may hold unsent before messages for it are dropped; a peer that reads at
     * all is far below.
     */
    static final WriteBufferWaterMark UNSENT_BYTES = new WriteBufferWaterMark(16_384, 65_536);

    final RingConfig config;
    final int own;
    final Receiver receiver;
    final PeerCounters counters;
    final Problems problems = new Problems();

    /** Tells the messages of this run from those of an earlier one; never 0. */
    final long epoch = ThreadLocalRandom.current().nextLong() | 1;

    final long terms;
    final long fileDigest;
    final EventLoopGroup loop;
    final ByteBufAllocator allocator;

    Endpoint(RingConfig config, int own, Receiver receiver, PeerCounters counters) {
        this.config = config;
        this.own = own;
        this.receiver = receiver;
        this.counters = counters;
        terms = Terms.ofRing(config.ring());
        fileDigest = Terms.digest(config.text());
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        var threads = new DefaultThreadFactory("peers", true);
        loop = new MultiThreadIoEventLoopGroup(1, threads, NioIoHandler.newFactory());
        allocator = smallAllocator();
    }

    /** One direct arena of 64 kB chunks, no caches: the traffic is a few kB a second. */
    private static ByteBufAllocator smallAllocator() {
        return new PooledByteBufAllocator(true, 0, 1, 8192, 3, 0, 0, false);
    }

    /** Runs a task on the event loop; does nothing once that has ended. */
    void execute(Runnable task) {
        try {
            loop.submit(task).addListener(Endpoint::requireSuccess);
        } catch (RejectedExecutionException e) {
            // Closed meanwhile: there is nobody left to send to.
        }
    }

    /** Runs a task on the event loop, later. */
    ScheduledFuture<?> schedule(Runnable task, long delayNs) {
        ScheduledFuture<?> scheduled = loop.schedule(task, delayNs, TimeUnit.NANOSECONDS);
        scheduled.addListener(Endpoint::requireSuccess);
        return scheduled;
    }

    /** A task of the event loop that fails is a broken invariant and ends the process. */
    static void requireSuccess(Future<?> task) {
        Throwable cause = task.isCancelled() ? null : task.cause();
        if (cause != null) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, cause);
        }
    }

    /** Where a member listens on a network. */
    InetSocketAddress socket(int member, Network network) {
        return new InetSocketAddress(address(member, network), config.machine(member).peerPort());
    }

    /** The address of a member on a network; the ring file gives addresses, so nothing is asked. */
    InetAddress address(int member, Network network) {
        RingConfig.Machine machine = config.machine(member);
        String text =
                switch (network) {
                    case SERVICE -> machine.serviceAddress();
                    case MANAGEMENT -> machine.managementAddress();
                };
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    machine.name() + " has no numeric address on " + network + ": " + text, e);
        }
    }

    String name(int member) {
        return config.machine(member).name();
    }
}
