package io.ringwatch.demo.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.json.Json;
import io.ringwatch.demo.plan.Breakage;
import io.ringwatch.demo.plan.Cast;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole demonstration, with three kinds of faults at the same moment. */
@Tag("processes")
class DemoRunTest {
    private record Result(List<Server> servers, long dualHolderMs, int missedByUnbroken) {}

    private record Server(
            String name, String kind, @Nullable Long detectedMs, String host, String proof) {}

    @Test
    void shouldBringEverythingBack() throws Exception {
        var errors = new ArrayList<String>();
        var six = Cast.of(Cast.PAPER);
        var broken = Breakage.parse("ftp:power,web2:stuck,login:service", six, errors);
        assertEquals(List.of(), errors);
        var options = new Options(six, broken, "fast", true, true, true, false, Map.of());
        var out = new ByteArrayOutputStream();

        new Evening(options, new PrintStream(out, true, StandardCharsets.UTF_8), System.err).play();

        Result result = Json.read(out.toString(StandardCharsets.UTF_8), Result.class);
        assertEquals(0, result.dualHolderMs());
        assertEquals(
                List.of("ftp:power", "web2:stuck", "login:service"),
                result.servers().stream().map(s -> s.name() + ":" + s.kind()).toList());
        for (Server server : result.servers().subList(0, 2)) {
            assertFalse(server.host().isEmpty(), server.name());
            assertFalse(server.proof().isEmpty(), server.name());
        }
        assertTrue(result.servers().get(2).host().isEmpty(), "a restart of its daemon was enough");
    }
}
