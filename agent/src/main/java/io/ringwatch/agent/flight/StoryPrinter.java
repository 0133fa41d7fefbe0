package io.ringwatch.agent.flight;

import io.ringwatch.agent.systemlog.SystemLog;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Event;
import java.time.Instant;
import java.time.ZoneId;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Prints what a member told: its log lines as in the system log, its events behind a dash. */
final class StoryPrinter {
    private final ZoneId zone;
    private final Consumer<String> out;

    StoryPrinter(ZoneId zone, Consumer<String> out) {
        this.zone = zone;
        this.out = out;
    }

    void tell(FlightEntry.Step step) {
        String time = time(step.at().wallMs());
        for (Effect effect : step.kept()) {
            if (effect instanceof Effect.Log log) {
                out.accept(time + " " + log.line());
            } else if (effect instanceof Effect.Tell tell) {
                Event event = tell.event();
                String facts = event.data().isEmpty() ? "" : " " + new TreeMap<>(event.data());
                out.accept(time + " - " + event.kind() + ": " + event.text() + facts);
            }
        }
        if (!step.failure().isEmpty()) {
            out.accept(time + " ! the member failed: " + step.failure());
        }
    }

    String time(long wallMs) {
        return SystemLog.time(Instant.ofEpochMilli(wallMs).atZone(zone));
    }
}
