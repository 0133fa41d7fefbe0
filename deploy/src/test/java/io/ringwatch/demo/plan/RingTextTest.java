package io.ringwatch.demo.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.config.CheckedRing;
import io.ringwatch.agent.config.ConfigFaults;
import io.ringwatch.agent.config.RingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RingTextTest {
    private static final int PORT = 20_032;

    @TempDir Path home;

    private World world(int count, boolean witness) {
        var servers = new ArrayList<>(Cast.of(count));
        if (witness) {
            servers.add(Cast.witness());
        }
        return new World(home, home, PORT, servers, List.of("java"), List.of("java"));
    }

    @ParameterizedTest
    @CsvSource({
        "6,true,true,default",
        "6,false,false,paper",
        "12,true,false,fast",
        "40,false,true,fast",
        "2,true,false,fast",
        "2,false,true,fast"
    })
    void shouldPassTheCheckOfRingFiles(int count, boolean witness, boolean fence, String profile)
            throws ConfigFaults {
        World world = world(count, witness);

        CheckedRing ring =
                RingFile.parse("ring.yaml", RingText.of(world, profile, fence, Map.of("a", "b")));

        assertEquals(count, ring.config().ring().servers().size());
        assertEquals(witness, ring.config().ring().witness());
        assertEquals(RingText.DRIVERS, ring.config().drivers());
        assertEquals("b", ring.config().driverOptions().get("a"));
        assertTrue(ring.config().ring().servers().stream().allMatch(s -> s.fenced() == fence));
    }

    @Test
    void shouldNotPassForTwoWithoutWitnessAndFence() {
        String text = RingText.of(world(2, false), "fast", false, Map.of());

        assertThrows(ConfigFaults.class, () -> RingFile.parse("ring.yaml", text));
    }

    @Test
    void shouldReadTheWorldThatWasWritten() throws IOException {
        World world = world(7, true);

        assertEquals(world, World.read(world.write()));
    }
}
