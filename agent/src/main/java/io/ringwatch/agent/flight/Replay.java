package io.ringwatch.agent.flight;

import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.Moment;
import io.ringwatch.member.RingMember;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs a flight record through the same code again: prints what was told, with its times, and says
 * where the effects differ from the recorded ones for the first time.
 */
public final class Replay {
    private final MemberFactory factory;
    private final StoryPrinter story;
    private final Consumer<String> out;

    /** Fed only while everything was as recorded. */
    private Member member = Replay::nothing;

    private boolean repeating;
    private long checked;
    private long shown;
    private long lastSeq;
    private String divergence = "";
    private String stop = "";

    private Replay(MemberFactory factory, ZoneId zone, Consumer<String> out) {
        this.factory = factory;
        this.story = new StoryPrinter(zone, out);
        this.out = out;
    }

    /**
     * Replays a segment and those of the same start that follow it in its directory.
     *
     * @param file a segment; the one with number 000000 can be repeated, of others only the story
     *     is told
     * @param zone time zone of the printed times
     * @param out receives the lines
     * @throws IOException if the file cannot be read or is no flight record
     */
    public static Outcome run(Path file, ZoneId zone, Consumer<String> out) throws IOException {
        return run(file, zone, out, start -> ringMember(start));
    }

    static Outcome run(Path file, ZoneId zone, Consumer<String> out, MemberFactory factory)
            throws IOException {
        var replay = new Replay(factory, zone, out);
        Optional<Path> next = Optional.of(file);
        boolean first = true;
        while (next.isPresent()) {
            replay.segment(next.get(), first);
            first = false;
            next = following(next.get());
        }
        return new Outcome(replay.checked, replay.shown, replay.divergence, replay.stop);
    }

    private static Member ringMember(FlightEntry.Start start) {
        var member = new RingMember(start.ring(), start.self(), start.boot());
        return member::on;
    }

    private static Optional<Path> following(Path file) throws IOException {
        Segment.Id id = Segment.id(file);
        Path next = file.resolveSibling(Segment.name(id.startedWallMs(), id.segment() + 1));
        return Files.exists(next) ? Optional.of(next) : Optional.empty();
    }

    private void segment(Path file, boolean first) throws IOException {
        try (var reader = new FlightReader(file)) {
            if (first) {
                begin(reader.start());
            }
            for (Optional<FlightEntry> e = reader.next(); e.isPresent(); e = reader.next()) {
                FlightEntry entry = e.get();
                if (entry instanceof FlightEntry.Step step) {
                    step(step);
                } else if (entry instanceof FlightEntry.IdleTimer timer) {
                    step(
                            new FlightEntry.Step(
                                    timer.seq(),
                                    timer.at(),
                                    new Input.Timer(),
                                    0,
                                    0,
                                    List.of(),
                                    ""));
                }
            }
            if (!reader.end().isEmpty()) {
                out.accept("# " + reader.end());
            }
        }
    }

    private void begin(FlightEntry.Start start) {
        String name = start.ring().nameOf(start.self());
        out.accept(
                "# ring "
                        + start.ring().name()
                        + ", "
                        + name
                        + ", started "
                        + Instant.ofEpochMilli(start.startedWallMs()));
        if (start.segment() == 0) {
            member = factory.create(start);
            repeating = true;
        } else {
            stop = "segment " + start.segment() + " is not the first: its story only";
        }
    }

    private void step(FlightEntry.Step step) {
        if (repeating && step.seq() != lastSeq + 1) {
            end("inputs " + (lastSeq + 1) + " to " + (step.seq() - 1) + " are missing");
        }
        lastSeq = step.seq();
        shown++;
        story.tell(step);
        if (repeating) {
            repeat(step);
        }
    }

    private void repeat(FlightEntry.Step step) {
        List<Effect> effects = new ArrayList<>();
        String failure = "";
        try {
            member.on(step.input(), step.at(), effects);
            // Checkstyle: IllegalCatch, because the member's failure is what was recorded
        } catch (RuntimeException e) {
            failure = e.toString();
        }
        checked++;
        boolean sameEffects =
                effects.size() == step.effects() && Segment.crc(effects) == step.crc();
        if (!sameEffects || failure.isEmpty() != step.failure().isEmpty()) {
            divergence =
                    "input "
                            + step.seq()
                            + " at "
                            + story.time(step.at().wallMs())
                            + " ("
                            + step.input()
                            + ") had "
                            + step.effects()
                            + " effects"
                            + (step.failure().isEmpty() ? "" : " and failed: " + step.failure())
                            + "; now it has "
                            + effects
                            + (failure.isEmpty() ? "" : " and fails: " + failure);
            end("the first difference");
        } else if (!failure.isEmpty()) {
            end("the failure, which happened again: " + failure);
        }
    }

    private void end(String why) {
        repeating = false;
        stop = "replay ends at " + why;
        out.accept("# " + stop);
    }

    private static void nothing(Input input, Moment now, List<Effect> effects) {}

    /**
     * What came of a replay.
     *
     * @param checked inputs whose effects were compared
     * @param shown inputs read
     * @param divergence the first difference, empty if there was none
     * @param stop why it did not go on to the end, empty if it did
     */
    public record Outcome(long checked, long shown, String divergence, String stop) {
        /** Whether all that could be repeated gave the recorded effects. */
        public boolean same() {
            return divergence.isEmpty();
        }
    }

    /** What is replayed. */
    @FunctionalInterface
    interface Member {
        void on(Input input, Moment now, List<Effect> effects);
    }

    /** Makes a member from the beginning of a record. */
    @FunctionalInterface
    interface MemberFactory {
        Member create(FlightEntry.Start start);
    }
}
