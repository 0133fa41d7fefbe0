package io.ringwatch.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.config.RingFile;
import io.ringwatch.agent.flight.FlightRecorder;
import io.ringwatch.files.Version;
import io.ringwatch.member.Boot;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Event;
import io.ringwatch.member.Input;
import io.ringwatch.member.Moment;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Network;
import io.ringwatch.ring.Ring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The command on a small record, and on what is none. A whole takeover: ExplainTest of deploy. */
@Isolated("standard output is everybody's")
class ExplainCommandTest {
    private static final long STARTED_MS = 1_646_142_192_000L;
    private static final Boot BOOT = new Boot(5, 6, null, null, true);

    @TempDir private Path directory;
    private FlightRecorder recorder;
    private long second;

    /** An agent that had told two events before the record began, and was told what is below. */
    @BeforeEach
    void record() throws Exception {
        Ring ring = RingFile.read(Path.of("../deploy/examples/ring.yaml")).ring();
        recorder = new FlightRecorder(directory, STARTED_MS, ring, 1, BOOT, 2);
        take(new Input.Received(2, Network.SERVICE, new Message.Renew(1, Version.NONE, 0)));
        take(new Input.Timer(), new Effect.ExamineNetwork(9, 2, 1_000_000_000));
        take(new Input.Examined(9, false, "no echo"), tell(Event.Kind.DETECTED, "no answer"));
        take(new Input.Timer(), tell(Event.Kind.REEXAMINED, "examined again: good"));
        recorder.close();
    }

    private static Effect tell(Event.Kind kind, String text) {
        return new Effect.Tell(new Event(kind, 2, text, Map.of()));
    }

    private void take(Input input, Effect... effects) {
        second++;
        var at = new Moment(second * 1_000_000_000L, STARTED_MS + second * 1000);
        recorder.record(input, at, List.of(effects));
    }

    private Typed explain(String... words) {
        var line = new java.util.ArrayList<>(List.of("explain", "--record", directory.toString()));
        line.addAll(List.of(words));
        return Typed.line(line.toArray(String[]::new));
    }

    @Test
    void shouldTellTheLastOfAServer() {
        Typed told = explain("ftp");
        assertEquals(0, told.code(), told.err());
        assertTrue(told.out().contains("DETECTED: no answer  [event 3]"), told.out());
        assertTrue(
                told.out().contains("examined over the service network, 1.000 s: bad: no echo"),
                told.out());
        assertTrue(
                told.out().contains("heard 2.000 s before, over the service network; it said of"),
                told.out());
    }

    @Test
    void shouldTellWhatLedToAnEvent() {
        Typed told = explain("3");
        assertTrue(told.out().contains("[event 3]"), told.out());
        assertFalse(told.out().contains("REEXAMINED"), told.out());
    }

    @Test
    void shouldListAndTellPrograms() {
        Typed listed = explain();
        assertTrue(
                listed.out().contains("ftp         no answer; examined again: good"), listed.out());
        Typed json = explain("ftp", "--json");
        assertTrue(json.out().contains("\"kind\" : \"detected\""), json.out());
        assertTrue(json.out().contains("\"recordOf\" : \"mail\""), json.out());
        assertEquals("[]\n", explain("web1", "--json").out());
    }

    @Test
    void shouldSayThatNothingHappened() {
        Typed told = explain("web1");
        assertEquals(0, told.code());
        assertTrue(told.out().startsWith("# nothing happened to web1 in this record"), told.out());
    }

    @Test
    void shouldDiagnoseWhatIsNeitherServerNorEventNorRecord() throws IOException {
        Typed nobody = explain("nobody");
        assertEquals(2, nobody.code());
        assertTrue(nobody.err().contains("server of the ring: mail, ftp,"), nobody.err());
        Typed event = explain("77");
        assertEquals(2, event.code());
        assertTrue(event.err().contains("event 77 is not in the record of mail"), event.err());
        assertTrue(event.err().contains("ends with event 4"), event.err());

        Path none = directory.resolve("none");
        Typed missing = Typed.line("explain", "--record", none.toString());
        assertEquals(2, missing.code());
        assertTrue(missing.err().contains(none + ": there is no such file"), missing.err());
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Typed nothing = Typed.line("explain", "--record", empty.toString());
        assertEquals(2, nothing.code());
        assertTrue(nothing.err().contains("there is no flight record in"), nothing.err());
    }

    @Test
    void shouldTellTheRestOfADamagedRecord() throws IOException {
        Path other = Files.writeString(directory.resolve("flight-1-000000.rwf"), "hello");
        Typed told = explain("ftp");
        assertEquals(0, told.code());
        assertTrue(told.err().contains(other + " is no flight record"), told.err());
        assertTrue(told.out().contains("DETECTED"), told.out());
    }

    @Test
    void shouldSayWhatUntilExpects() throws IOException {
        Path file;
        try (var files = Files.list(directory)) {
            file = files.findFirst().orElseThrow();
        }
        Typed wrong = Typed.line("replay", file.toString(), "--until", "noon");
        assertEquals(2, wrong.code());
        assertTrue(wrong.err().contains("--until noon: neither"), wrong.err());
        Typed alone = Typed.line("replay", file.toString(), "--json");
        assertEquals(2, alone.code());
        assertTrue(alone.err().contains("--json needs --until"), alone.err());
    }
}
