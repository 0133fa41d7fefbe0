package io.ringwatch.record;

import io.ringwatch.agent.flight.FlightRecorder;
import io.ringwatch.member.Boot;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.MemberView;
import io.ringwatch.member.Moment;
import io.ringwatch.ring.Ring;
import io.ringwatch.sim.record.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A simulated ring whose members write flight records as agents do: a directory for each. */
final class RecordedRing implements Member.Factory, AutoCloseable {
    private final Path directory;
    private final List<FlightRecorder> recorders = new ArrayList<>();
    private int starts;

    RecordedRing(Path directory) {
        this.directory = directory;
    }

    @Override
    public Member begin(Ring ring, int self, Boot boot) {
        Member member = Member.shipped(ring, self, boot);
        try {
            Path own = Files.createDirectories(directory.resolve(ring.nameOf(self)));
            var recorder =
                    new FlightRecorder(own, 1_700_000_000_000L + starts, ring, self, boot, 0);
            starts++;
            recorders.add(recorder);
            return recording(member, recorder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Member recording(Member member, FlightRecorder recorder) {
        return new Member() {
            @Override
            public void on(Input input, Moment now, List<Effect> effects) {
                member.on(input, now, effects);
                recorder.record(input, now, List.copyOf(effects));
            }

            @Override
            public long wakeAtNs() {
                return member.wakeAtNs();
            }

            @Override
            public MemberView view(Moment now) {
                return member.view(now);
            }
        };
    }

    @Override
    public void close() {
        recorders.forEach(FlightRecorder::close);
        long dropped = recorders.stream().mapToLong(FlightRecorder::dropped).sum();
        if (dropped > 0) {
            throw new IllegalStateException(dropped + " inputs were not recorded");
        }
    }
}
