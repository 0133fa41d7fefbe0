package io.ringwatch.agent.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.member.Boot;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Event;
import io.ringwatch.member.Input;
import io.ringwatch.member.MemberView;
import io.ringwatch.member.Moment;
import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.ring.ServerType;
import io.ringwatch.ring.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightTest {
    private static final long STARTED_MS = 1_646_142_192_000L;
    private static final Boot BOOT = new Boot(5, 6, null, null, true);
    private static final Ring RING =
            new Ring(
                    "test",
                    List.of(
                            new Server(
                                    1,
                                    "mail",
                                    ServerType.CPU,
                                    List.of("127.0.9.1"),
                                    List.of("postfix"),
                                    Isolation.DROP,
                                    false,
                                    1,
                                    "mailb",
                                    false)),
                    false,
                    Timing.fast());

    @TempDir Path directory;
    private final List<String> lines = new ArrayList<>();

    @Test
    void shouldRepeatWhatWasRecorded() throws IOException {
        try (var recorder = recorder()) {
            feed(recorder, 20, "");
        }
        Replay.Outcome outcome = replay(first(), start -> new Counting());
        assertEquals(new Replay.Outcome(20, 20, "", "", Optional.empty()), outcome);
        assertTrue(lines.contains("13:43:13.00 IPR_is_normal_1"), lines.toString());
        assertTrue(lines.contains("13:43:13.00 - PHASE: phase 1 {fact=1}"), lines.toString());
    }

    @Test
    void shouldBeginTheReplayWithWhatTheMemberBegan() throws IOException {
        try (var recorder = recorder()) {
            feed(recorder, 1, "");
        }
        var starts = new ArrayList<FlightEntry.Start>();
        replay(
                first(),
                start -> {
                    starts.add(start);
                    return new Counting();
                });
        assertEquals(
                List.of(new FlightEntry.Start(Segment.FORMAT, 0, STARTED_MS, RING, 1, BOOT)),
                starts);
    }

    @Test
    void shouldNameTheFirstInputThatGivesOtherEffects() throws IOException {
        try (var recorder = recorder()) {
            feed(recorder, 20, "");
        }
        Replay.Outcome outcome =
                replay(
                        first(),
                        start ->
                                new Counting() {
                                    @Override
                                    public void on(Input input, Moment now, List<Effect> effects) {
                                        super.on(input, now, effects);
                                        if (count == 7) {
                                            effects.add(new Effect.Log("something else"));
                                        }
                                    }
                                });
        assertFalse(outcome.same());
        assertTrue(outcome.divergence().startsWith("input 7 at 13:43:19.00"), outcome.toString());
        assertEquals(7, outcome.checked());
        assertEquals(20, outcome.shown());
    }

    @Test
    void shouldRepeatTheFailureThatEndedTheMember() throws IOException {
        try (var recorder = recorder()) {
            feed(recorder, 3, "");
            recorder.recordFailure(
                    new Input.FlagSeen(false), at(4), List.of(), "IllegalStateException: broken");
        }
        Replay.Outcome outcome =
                replay(
                        first(),
                        start ->
                                new Counting() {
                                    @Override
                                    public void on(Input input, Moment now, List<Effect> effects) {
                                        if (count == 3) {
                                            throw new IllegalStateException("broken");
                                        }
                                        super.on(input, now, effects);
                                    }
                                });
        assertTrue(outcome.same(), outcome.toString());
        assertTrue(outcome.stop().contains("happened again"), outcome.stop());
    }

    @Test
    void shouldSayWhereInputsWereDropped() throws IOException {
        var row = new SegmentRow(directory, STARTED_MS, RING, 1, BOOT);
        try (row) {
            row.write(new FlightEntry.IdleTimer(1, at(1)));
            row.write(new FlightEntry.IdleTimer(5, at(5)));
        }
        Replay.Outcome outcome =
                replay(
                        first(),
                        start ->
                                new Counting() {
                                    @Override
                                    public void on(Input input, Moment now, List<Effect> effects) {
                                        // says nothing, as was recorded
                                    }
                                });
        assertEquals(1, outcome.checked());
        assertEquals("replay ends at inputs 2 to 4 are missing", outcome.stop());
    }

    @Test
    void shouldKeepTheFirstSegmentAndTheNewestTwo() throws IOException {
        try (var recorder = recorder(2000)) {
            feed(recorder, 200, "x".repeat(100));
        }
        List<Path> files = segments();
        assertEquals(3, files.size(), files.toString());
        assertEquals(first(), files.get(0));
        int last = Segment.id(files.get(2)).segment();
        assertEquals(last - 1, Segment.id(files.get(1)).segment());
        for (Path file : files) {
            assertTrue(Files.size(file) < 3000, file + " " + Files.size(file));
        }
        Replay.Outcome fromFirst = replay(first(), start -> new Counting("x".repeat(100)));
        assertTrue(fromFirst.same(), fromFirst.toString());
        lines.clear();
        Replay.Outcome fromLater = replay(files.get(1), start -> new Counting());
        assertEquals(0, fromLater.checked());
        assertTrue(fromLater.stop().contains("its story only"), fromLater.stop());
        assertTrue(lines.stream().anyMatch(line -> line.contains("IPR_is_normal_200")));
    }

    @Test
    void shouldReadATornSegmentUpToItsTear() throws IOException {
        try (var recorder = recorder()) {
            feed(recorder, 20, "");
        }
        byte[] bytes = Files.readAllBytes(first());
        Files.write(first(), java.util.Arrays.copyOf(bytes, bytes.length - 3));
        Replay.Outcome outcome = replay(first(), start -> new Counting());
        assertTrue(outcome.same());
        assertEquals(19, outcome.checked());
        bytes[bytes.length / 2] ^= 1;
        Files.write(first(), bytes);
        Replay.Outcome changed = replay(first(), start -> new Counting());
        assertTrue(changed.checked() < 19, changed.toString());
        assertTrue(
                lines.stream().anyMatch(line -> line.contains("torn or changed")),
                lines.toString());
    }

    @Test
    void shouldRefuseWhatIsNoFlightRecord() throws IOException {
        Files.writeString(first(), "hello", StandardOpenOption.CREATE);
        assertThrows(IOException.class, () -> new FlightReader(first()));
    }

    @Test
    void shouldBoundTheRecordsOfEarlierStarts() throws IOException {
        for (int i = 0; i < SegmentRow.EARLIER_MAX_FILES + 20; i++) {
            new SegmentRow(directory, i, RING, 1, BOOT).close();
        }
        assertEquals(SegmentRow.EARLIER_MAX_FILES + 1, segments().size());
    }

    private Replay.Outcome replay(Path file, Replay.MemberFactory factory) throws IOException {
        return Replay.run(file, Replay.Until.END, ZoneOffset.UTC, lines::add, factory);
    }

    private FlightRecorder recorder() throws IOException {
        return recorder(SegmentRow.SEGMENT_MAX_BYTES);
    }

    private FlightRecorder recorder(long segmentMaxBytes) throws IOException {
        var start = new FlightEntry.Start(Segment.FORMAT, 0, STARTED_MS, RING, 1, BOOT);
        return new FlightRecorder(new SegmentRow(directory, start, segmentMaxBytes), 0);
    }

    private static void feed(FlightRecorder recorder, int inputs, String pad) {
        var member = new Counting(pad);
        for (int i = 1; i <= inputs; i++) {
            Input input = i % 2 == 0 ? new Input.Timer() : new Input.VipClaimed(i);
            var effects = new ArrayList<Effect>();
            member.on(input, at(i), effects);
            recorder.record(input, at(i), effects);
        }
    }

    private static Moment at(long second) {
        return new Moment(second * 1_000_000_000L, STARTED_MS + second * 1000);
    }

    private Path first() {
        return directory.resolve(Segment.name(STARTED_MS, 0));
    }

    private List<Path> segments() throws IOException {
        try (var files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    /** Tells its first and every hundredth input, and says nothing at the others' timers. */
    private static class Counting implements Replay.Member {
        private final String pad;
        int count;

        Counting() {
            this("");
        }

        Counting(String pad) {
            this.pad = pad;
        }

        @Override
        public void on(Input input, Moment now, List<Effect> effects) {
            count++;
            if (count == 1 || count % 100 == 0) {
                effects.add(new Effect.Log("IPR_is_normal_" + count));
                effects.add(
                        new Effect.Tell(
                                new Event(
                                        Event.Kind.PHASE,
                                        1,
                                        "phase " + count,
                                        Map.of("fact", "" + count))));
            }
            if (!(input instanceof Input.Timer)) {
                effects.add(new Effect.RestartServer(pad));
            }
        }

        @Override
        public MemberView view(Moment now) {
            throw new AssertionError("nobody asked where it was");
        }
    }
}
