package io.ringwatch.simulator.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.ring.Timing;
import io.ringwatch.sim.plan.Plan;
import io.ringwatch.sim.progress.Progress;
import io.ringwatch.sim.rehearsal.Rehearsal;
import io.ringwatch.sim.world.Speeds;
import io.ringwatch.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    /** Whatever makes a browser fetch something. */
    private static final Pattern FETCHES =
            Pattern.compile(
                    "<(?:link|img|iframe|object|embed)\\b|<[a-z]+[^<>]*\\ssrc=|@import|url\\(");

    @TempDir Path scratch;

    @Test
    void shouldLoadNothingFromElsewhere() throws IOException {
        Path file = scratch.resolve("page.html");
        TryReport.write(
                Rehearsal.play(
                        new Rehearsal.Options(
                                World.ring(3).witness().timing(Timing.fast()).ring(),
                                Plan.parse(List.of("25 s quick ftp")),
                                60_000_000_000L,
                                1,
                                2,
                                Speeds.usual()),
                        Progress.NONE),
                file);

        String page = Files.readString(file);
        String charts = page.substring(0, page.indexOf("</script>"));
        assertTrue(charts.contains("Apache Software Foundation"), "the charts are not in it");
        assertFalse(FETCHES.matcher(page.substring(charts.length())).find());
        assertFalse(page.substring(charts.length()).contains("http"));
        assertEquals(3, page.split("<figcaption>", -1).length - 1);
        assertTrue(page.contains("clients of ftp get no answer"));
    }

    /** Names are somebody's text. */
    @Test
    void shouldNotTakeTextForMarkup() throws IOException {
        Path file = scratch.resolve("page.html");
        new Page("<b>", "a & b")
                .figure("</script>", Map.of("series", List.of(), "x", "</script>"), 10, "\"")
                .write(file);

        String page = Files.readString(file);
        assertTrue(page.contains("<h1>&lt;b&gt;</h1>"));
        assertTrue(page.contains("<\\/script>"));
        assertEquals(page.split("<script>", -1).length, page.split("</script>", -1).length);
    }
}
