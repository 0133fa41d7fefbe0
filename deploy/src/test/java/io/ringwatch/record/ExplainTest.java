package io.ringwatch.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.explain.Chronicle;
import io.ringwatch.agent.explain.Episode;
import io.ringwatch.agent.explain.ExplanationText;
import io.ringwatch.agent.explain.Note;
import io.ringwatch.agent.flight.FlightArchive;
import io.ringwatch.agent.flight.Replay;
import io.ringwatch.agent.status.RingStatus;
import io.ringwatch.agent.status.StatusReport;
import io.ringwatch.member.Event;
import io.ringwatch.ring.Timing;
import io.ringwatch.sim.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the flight records of a ring tell about a takeover; they are written as agents do it. */
class ExplainTest {
    @TempDir static Path records;

    @BeforeAll
    static void record() {
        try (var ring = new RecordedRing(records)) {
            World world =
                    World.ring(6).fences().timing(Timing.standard()).seed(7).members(ring).start();
            world.untilQuiet("60 s");
            // until everybody has told its load
            world.run("30 s");
            world.apply("crash ftp");
            world.run("60 s");
        }
    }

    private static Chronicle recordOf(String server) throws IOException {
        List<Chronicle> starts = Chronicle.of(FlightArchive.of(records.resolve(server))).starts();
        assertEquals(1, starts.size());
        return starts.get(0);
    }

    private static Episode ofFtp(Chronicle chronicle) {
        return chronicle.lastOf(2).orElseThrow();
    }

    private static String explained(String recordOf) throws IOException {
        Chronicle chronicle = recordOf(recordOf);
        return ExplanationText.of(chronicle, ofFtp(chronicle), Long.MAX_VALUE, ZoneOffset.UTC);
    }

    private static void assertInOrder(String text, String... words) {
        int at = 0;
        for (String word : words) {
            int found = text.indexOf(word, at);
            assertTrue(found >= 0, () -> "'" + word + "' is missing, or too early, in:\n" + text);
            at = found + word.length();
        }
    }

    @Test
    void shouldTellWhoWasSeenHowWhoVotedWhichHostAndWhatProof() throws IOException {
        assertInOrder(
                explained("mail"),
                "DETECTED: no answer  [event ",
                "examined over the service network, 1.000 s: bad: no answer",
                "heard 2.",
                " network; it said of itself: well",
                "HOST_CHOSEN: ",
                "No.  Server           Rm     Rc     Rn  VM        S",
                "REEXAMINED: examined again: no answer",
                "mail asks to separate it by version 1@1.2",
                "row: place GROUP -> REVIVING, VIPs of ftp -> nobody, reason NONE -> NETWORK",
                "promised by mail",
                "accepted by ",
                "(its last yes to ftp 3",
                "PROVEN: ftp holds its VIPs no more: EXPIRED",
                "nobody has granted it a lease for so long",
                "asks its fence: OFF",
                "FUNCTION_RECOVERED: ",
                "separate 0.0",
                "its fence says OFF",
                "SERVER_RECOVERED: serves again itself");
    }

    @Test
    void shouldSayWhoseRecordKnowsMore() throws IOException {
        String text = explained("proxy");
        assertInOrder(text, "mail asks to separate it", "row: place GROUP -> REVIVING", "# led by");
        assertTrue(text.endsWith("# led by mail: ringwatch explain ftp says more there\n"), text);
        assertFalse(text.contains("HOST_CHOSEN"), text);
    }

    @Test
    void shouldTellWhatLedToAnEventAndNothingAfterIt() throws IOException {
        Chronicle chronicle = recordOf("mail");
        Note proven =
                ofFtp(chronicle).notes().stream()
                        .filter(note -> note.is(Event.Kind.PROVEN))
                        .findFirst()
                        .orElseThrow();
        Episode episode = chronicle.withEvent(proven.event()).orElseThrow();
        String text = ExplanationText.of(chronicle, episode, proven.event(), ZoneOffset.UTC);
        assertInOrder(text, "DETECTED", "SEPARATED", "PROVEN", "EXPIRED");
        assertFalse(text.contains("ASSIGNED"), text);
        assertTrue(chronicle.withEvent(chronicle.lastEvent() + 1).isEmpty());
    }

    @Test
    void shouldListWhatHappened() throws IOException {
        assertInOrder(
                ExplanationText.list(recordOf("mail"), ZoneOffset.UTC),
                "# record of mail, 2023-11-14 22:13:20",
                "  ftp         no answer; separated; ",
                " serves for it after 1.",
                "; serves again itself after ");
    }

    @Test
    void shouldShowWhatTheAgentKnewWhereTheReplayEnds() throws IOException {
        Note separated = ofFtp(recordOf("mail")).last(Event.Kind.SEPARATED).orElseThrow();
        assertEquals("group", placeOfFtp(new Replay.Until(separated.seq() - 1, Long.MAX_VALUE)));
        assertEquals("reviving", placeOfFtp(new Replay.Until(separated.seq(), Long.MAX_VALUE)));
        assertEquals(
                "group",
                placeOfFtp(new Replay.Until(Long.MAX_VALUE, separated.at().wallMs() - 100)));
        assertEquals("group", placeOfFtp(new Replay.Until(1_000_000_000, Long.MAX_VALUE)));
    }

    private static String placeOfFtp(Replay.Until until) throws IOException {
        Path first;
        try (Stream<Path> files = Files.list(records.resolve("mail"))) {
            first = files.findFirst().orElseThrow();
        }
        Replay.Outcome outcome = Replay.run(first, until, ZoneOffset.UTC, line -> {});
        assertTrue(outcome.same(), outcome::divergence);
        Replay.Then then = outcome.then().orElseThrow();
        RingStatus status = StatusReport.of(then.start().ring(), then.view(), then.at(), 0);
        return status.servers().stream()
                .filter(server -> server.name().equals("ftp"))
                .findFirst()
                .orElseThrow()
                .place();
    }
}
