package io.ringwatch.demo.drivers;

import io.ringwatch.agent.drivers.NetworkExamination;
import io.ringwatch.demo.line.Link;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Echoes through the switch, which is silent for a machine that is off. */
final class SwitchEchoes implements NetworkExamination {
    private static final String ECHOED = "ECHOED ";

    private final int self;
    private final AtomicLong lastId = new AtomicLong();
    private final Map<Long, CountDownLatch> awaited = new ConcurrentHashMap<>();
    private volatile @Nullable Link link;

    SwitchEchoes(int self) {
        this.self = self;
    }

    void connected(Link to) {
        link = to;
    }

    void answered(String line) {
        CountDownLatch latch = awaited.get(Long.parseLong(line.substring(ECHOED.length())));
        if (latch != null) {
            latch.countDown();
        }
    }

    @Override
    public boolean answers(int server, Duration limit) {
        return echo("ECHO " + server, limit);
    }

    @Override
    public boolean gatewayAnswers(Duration limit) {
        return echo("GATEWAY " + self, limit);
    }

    private boolean echo(String question, Duration limit) {
        Link to = link;
        if (to == null) {
            return false;
        }
        long id = lastId.incrementAndGet();
        var latch = new CountDownLatch(1);
        awaited.put(id, latch);
        try {
            to.send(question + " " + id);
            return latch.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            awaited.remove(id);
        }
    }
}
