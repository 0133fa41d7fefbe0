package io.ringwatch.agent.clock;

import io.ringwatch.agent.process.ProcessEnd;
import io.ringwatch.agent.process.ProcessRun;
import io.ringwatch.member.Input;
import io.ringwatch.member.Moment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the wall clock can be trusted for ticks: it was not set since the last check, and the
 * time service, if chrony is there, follows a source and is not far off. Without chrony only steps
 * are noticed; the members see the offsets of each other. Not safe for use by several threads.
 */
public final class ClockCheck {
    private static final Duration CHRONYC_LIMIT = Duration.ofSeconds(1);

    /** chrony itself measures once in 16 to 1024 s. */
    private static final long ASK_NS = Duration.ofSeconds(10).toNanos();

    private static final List<Path> CHRONYC_PLACES =
            List.of(Path.of("/usr/bin/chronyc"), Path.of("/usr/local/bin/chronyc"));

    private final StepDetector steps;
    private final double offsetMaxMs;
    private final TrackingSource tracking;
    private Optional<ChronyTracking> told = Optional.empty();
    private long askAtNs = Long.MIN_VALUE;

    /**
     * @param first the moment of the start
     * @param interval monitoring interval; a clock is off if it is wrong by more than a tenth of it
     */
    public ClockCheck(Moment first, Duration interval) {
        this(first, interval, ClockCheck::askChrony);
    }

    ClockCheck(Moment first, Duration interval, TrackingSource tracking) {
        this.steps = new StepDetector(first);
        this.offsetMaxMs = interval.toMillis() / 10.0;
        this.tracking = tracking;
    }

    /** Checks now; may take up to a second if chrony hangs. */
    public Input.ClockTrust check(Moment now) {
        long stepMs = steps.stepMs(now);
        if (stepMs != 0) {
            return new Input.ClockTrust(false, "wall clock was set by " + stepMs + " ms");
        }
        if (now.monoNs() >= askAtNs) {
            askAtNs = now.monoNs() + ASK_NS;
            told = tracking.read();
        }
        return told.map(this::judge).orElse(new Input.ClockTrust(true, ""));
    }

    private Input.ClockTrust judge(ChronyTracking answer) {
        if (!answer.synchronised()) {
            return new Input.ClockTrust(false, "chrony: not synchronised");
        }
        boolean trusted = Math.abs(answer.offsetMs()) <= offsetMaxMs;
        String detail = String.format(Locale.ROOT, "chrony: off by %.3f ms", answer.offsetMs());
        return new Input.ClockTrust(trusted, detail);
    }

    private static Optional<ChronyTracking> askChrony() {
        Optional<Path> chronyc = CHRONYC_PLACES.stream().filter(Files::isExecutable).findFirst();
        if (chronyc.isEmpty()) {
            return Optional.empty();
        }
        ProcessEnd end =
                ProcessRun.run(
                        List.of(chronyc.get().toString(), "-c", "tracking"),
                        Map.of(),
                        "",
                        CHRONYC_LIMIT);
        return end.ok() ? ChronyTracking.parse(end.output()) : Optional.empty();
    }

    /** Asks the time service. */
    interface TrackingSource {
        Optional<ChronyTracking> read();
    }
}
