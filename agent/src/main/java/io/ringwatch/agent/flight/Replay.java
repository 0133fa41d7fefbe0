package io.ringwatch.agent.flight;

import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.MemberView;
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
import org.jspecify.annotations.Nullable;

/**
 * Runs a flight record through the same code again: prints what was told, with its times, and says
 * where the effects differ from the recorded ones for the first time.
 */
public final class Replay {
    private final MemberFactory factory;
    private final StoryPrinter story;
    private final Consumer<String> out;

    /** Fed only while everything was as recorded. */
    private @Nullable Member member;

    private final Until until;
    private boolean reached;
    private FlightEntry.@Nullable Start start;
    private @Nullable Moment lastAt;

    private boolean repeating;
    private long checked;
    private long shown;
    private long lastSeq;
    private String divergence = "";
    private String stop = "";

    private Replay(MemberFactory factory, Until until, ZoneId zone, Consumer<String> out) {
        this.factory = factory;
        this.until = until;
        this.story = new StoryPrinter(zone, out);
        this.out = out;
    }

    /**
     * Replays a segment and those of the same start that follow it in its directory.
     *
     * @param file a segment; the one with number 000000 can be repeated, of others only the story
     *     is told
     * @param until where it ends
     * @param zone time zone of the printed times
     * @param out receives the lines
     * @throws IOException if the file cannot be read or is no flight record
     */
    public static Outcome run(Path file, Until until, ZoneId zone, Consumer<String> out)
            throws IOException {
        return run(file, until, zone, out, start -> ringMember(start));
    }

    static Outcome run(
            Path file, Until until, ZoneId zone, Consumer<String> out, MemberFactory factory)
            throws IOException {
        var replay = new Replay(factory, until, zone, out);
        Optional<Path> next = Optional.of(file);
        boolean first = true;
        while (next.isPresent() && !replay.reached) {
            replay.segment(next.get(), first);
            first = false;
            next = following(next.get());
        }
        return replay.outcome();
    }

    private Outcome outcome() {
        boolean whole = until.equals(Until.END);
        return new Outcome(checked, shown, divergence, stop, whole ? Optional.empty() : then());
    }

    /** What the member knew; only of one that was fed all inputs until then. */
    private Optional<Then> then() {
        return repeating && member != null && start != null && lastAt != null
                ? Optional.of(new Then(start, lastAt, member.view(lastAt)))
                : Optional.empty();
    }

    private static Member ringMember(FlightEntry.Start start) {
        var member = new RingMember(start.ring(), start.self(), start.boot());
        return new Member() {
            @Override
            public void on(Input input, Moment now, List<Effect> effects) {
                member.on(input, now, effects);
            }

            @Override
            public MemberView view(Moment now) {
                return member.view(now);
            }
        };
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
            for (Optional<FlightEntry> e = reader.next();
                    e.isPresent() && !reached;
                    e = reader.next()) {
                FlightEntry.Step step = FlightArchive.step(e.get());
                reached = until.isBefore(step);
                if (!reached) {
                    step(step);
                }
            }
            if (!reader.end().isEmpty()) {
                out.accept("# " + reader.end());
            }
        }
    }

    private void begin(FlightEntry.Start start) {
        this.start = start;
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
        lastAt = step.at();
        shown++;
        story.tell(step);
        if (repeating && member != null) {
            repeat(step, member);
        }
    }

    private void repeat(FlightEntry.Step step, Member member) {
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

    /**
     * What came of a replay.
     *
     * @param checked inputs whose effects were compared
     * @param shown inputs read
     * @param divergence the first difference, empty if there was none
     * @param stop why it did not go on to the end, empty if it did
     * @param then what the member knew where it was to end, or at the end of the record if that is
     *     earlier
     */
    public record Outcome(
            long checked, long shown, String divergence, String stop, Optional<Then> then) {
        /** Whether all that could be repeated gave the recorded effects. */
        public boolean same() {
            return divergence.isEmpty();
        }
    }

    /**
     * What a member knew at a moment.
     *
     * @param start with what it began
     * @param at when it had taken the last input
     * @param view what it knew then
     */
    public record Then(FlightEntry.Start start, Moment at, MemberView view) {}

    /**
     * Where a replay ends: before the first input that is later.
     *
     * @param seq number of the last input
     * @param wallMs UNIX time, milliseconds
     */
    public record Until(long seq, long wallMs) {
        /** Not before the record does. */
        public static final Until END = new Until(Long.MAX_VALUE, Long.MAX_VALUE);

        boolean isBefore(FlightEntry.Step step) {
            return step.seq() > seq || step.at().wallMs() > wallMs;
        }
    }

    /** What is replayed. */
    interface Member {
        void on(Input input, Moment now, List<Effect> effects);

        MemberView view(Moment now);
    }

    /** Makes a member from the beginning of a record. */
    @FunctionalInterface
    interface MemberFactory {
        Member create(FlightEntry.Start start);
    }
}
