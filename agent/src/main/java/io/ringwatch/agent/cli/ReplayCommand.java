package io.ringwatch.agent.cli;

import io.ringwatch.agent.flight.FlightEntry;
import io.ringwatch.agent.flight.FlightReader;
import io.ringwatch.agent.flight.Replay;
import io.ringwatch.agent.status.RingStatus;
import io.ringwatch.agent.status.StatusReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringwatch replay}. */
@Command(
        name = "replay",
        description = {
            "Runs a flight record through the same code again and tells its story.",
            "Ends with 0 if everything was decided as recorded, with 1 if not."
        })
final class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A segment of a flight record.")
    private Path file = Path.of("");

    @Option(
            names = "--until",
            paramLabel = "TIME|N",
            description =
                    "Ends after the last input at that time (21:14:05.2 of the day of the record,"
                            + " or 2026-11-26T21:14:05.2), or after input N, and shows what the"
                            + " agent knew then, as status does.")
    private @Nullable String until;

    @Option(names = "--json", description = "With --until: what it knew then, as JSON, alone.")
    private boolean json;

    private final ZoneId zone = ZoneId.systemDefault();

    @Override
    public Integer call() {
        try {
            Replay.Outcome outcome =
                    Replay.run(file, until(), zone, json ? line -> {} : System.out::println);
            if (!json) {
                System.out.println(
                        "# " + outcome.shown() + " inputs, " + outcome.checked() + " checked");
            }
            outcome.then().ifPresent(this::show);
            if (!outcome.same()) {
                System.err.println("ringwatch: differs: " + outcome.divergence());
            }
            boolean shown = until == null || outcome.then().isPresent();
            if (!shown && outcome.same()) {
                System.err.println(
                        "ringwatch: what the agent knew then is known only as far as its record"
                                + " has every input from its start: "
                                + outcome.stop());
            }
            return outcome.same() && shown ? ExitCodes.OK : ExitCodes.FAILED;
        } catch (IOException e) {
            throw new CliException(
                    ExitCodes.BAD_INPUT, file + " cannot be replayed: " + Records.diagnosis(e));
        }
    }

    private Replay.Until until() throws IOException {
        if (until == null) {
            if (json) {
                throw new CliException(ExitCodes.BAD_INPUT, "--json needs --until");
            }
            return Replay.Until.END;
        }
        try (var reader = new FlightReader(file)) {
            FlightEntry.Start start = reader.start();
            return UntilOption.of(until, Instant.ofEpochMilli(start.startedWallMs()).atZone(zone));
        }
    }

    private void show(Replay.Then then) {
        RingStatus status =
                StatusReport.of(
                        then.start().ring(), then.view(), then.at(), then.start().startedWallMs());
        if (!json) {
            System.out.println(
                    "# what it knew at " + Instant.ofEpochMilli(then.at().wallMs()).atZone(zone));
        }
        LeftFiles.print(status, json);
    }
}
