package io.ringwatch.agent.probe;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class IcmpEchoTest {
    @Test
    void shouldReadTheCapabilityFromTheStatus() {
        assertTrue(IcmpEcho.capable("Name:\tjava\nCapEff:\t000001ffffffffff\n"));
        assertTrue(IcmpEcho.capable("CapEff:\t0000000000002000\n"));
        assertFalse(IcmpEcho.capable("CapEff:\t0000000000001000\nCapBnd:\t000001ffffffffff\n"));
        assertFalse(IcmpEcho.capable(""));
    }

    @Test
    void shouldHearTheLoopbackIfItMaySendEchoes() throws IOException {
        String status = Files.readString(Path.of("/proc/self/status"));
        Assumptions.assumeTrue(IcmpEcho.capable(status));
        assertTrue(new IcmpEcho().answers("127.0.0.1", Duration.ofSeconds(3)));
    }
}
