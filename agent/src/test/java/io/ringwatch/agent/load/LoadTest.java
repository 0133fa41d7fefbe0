package io.ringwatch.agent.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.capacity.LoadSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTest {
    private static final String MEMINFO =
            """
            MemTotal:       16303432 kB
            MemFree:         1087654 kB
            MemAvailable:   12345678 kB
            """;
    private static final String STAT =
            """
            cpu  100 5 50 800 40 0 5 0 0 0
            cpu0 50 5 25 400 20 0 5 0 0 0
            """;
    private static final String NET_DEV =
            """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets
                lo: 9 1 0 0 0 0 0 0 9 1 0 0 0 0 0 0
              eth0: 1000 10 0 0 0 0 0 0 2000 20 0 0 0 0 0 0
            """;

    @TempDir Path root;

    @Test
    void shouldReadTheTextsOfProc() {
        assertEquals(12_345_678, ProcText.meminfoKb(MEMINFO, "MemAvailable").orElseThrow());
        assertEquals(new ProcText.CpuTime(840, 1000), ProcText.cpu(STAT).orElseThrow());
        assertEquals(3000, ProcText.transferredBytes(NET_DEV, "eth0").orElseThrow());
        assertTrue(ProcText.transferredBytes(NET_DEV, "eth1").isEmpty());
        assertTrue(ProcText.meminfoKb("", "MemAvailable").isEmpty());
        assertTrue(ProcText.cpu("nothing").isEmpty());
    }

    @Test
    void shouldSumTheIdleRateOverTheCores() {
        var before = new ProcText.CpuTime(0, 0);
        assertEquals(400, LoadSampler.idlePercent(before, new ProcText.CpuTime(100, 100), 4));
        assertEquals(100, LoadSampler.idlePercent(before, new ProcText.CpuTime(25, 100), 4));
        assertEquals(0, LoadSampler.idlePercent(before, before, 4));
    }

    @Test
    void shouldMeasureBetweenTwoCalls() throws IOException {
        write("proc/meminfo", MEMINFO);
        write("proc/stat", STAT);
        write("proc/net/dev", NET_DEV);
        write("sys/class/net/eth0/speed", "2500\n");
        var sampler = new LoadSampler(root, "eth0", 0, 2);
        assertEquals(Optional.empty(), sampler.sample(1_000_000_000L, 0));
        write("proc/stat", STAT.replace("cpu  100 5 50 800", "cpu  150 5 50 850"));
        write("proc/net/dev", NET_DEV.replace("eth0: 1000", "eth0: 501000"));
        assertEquals(
                Optional.of(new LoadSample(12_345_678, 100, 200, 16_303_432, 2, 2 * 2500 * 125)),
                sampler.sample(3_500_000_000L, 0));
    }

    @Test
    void shouldCountWhatCannotBeMeasuredAsNoFreeCapacity() {
        var sampler = new LoadSampler(root, "eth0", 0, 2);
        sampler.sample(1, 0);
        LoadSample sample = sampler.sample(2_000_000_000L, 0).orElseThrow();
        assertEquals(new LoadSample(0, 0, 0, 0, 2, LoadSampler.RATED_DEFAULT_KB_PER_S), sample);
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
