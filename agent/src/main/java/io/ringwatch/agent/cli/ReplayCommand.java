package io.ringwatch.agent.cli;

import io.ringwatch.agent.flight.Replay;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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

    @Override
    public Integer call() {
        try {
            Replay.Outcome outcome = Replay.run(file, ZoneId.systemDefault(), System.out::println);
            System.out.println(
                    "# " + outcome.shown() + " inputs, " + outcome.checked() + " checked");
            if (!outcome.same()) {
                System.err.println("ringwatch: differs: " + outcome.divergence());
            }
            return outcome.same() ? ExitCodes.OK : ExitCodes.FAILED;
        } catch (IOException e) {
            throw new CliException(
                    ExitCodes.BAD_INPUT, file + " cannot be replayed: " + diagnosis(e));
        }
    }

    private static String diagnosis(IOException e) {
        if (e instanceof java.nio.file.NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "not allowed to read it";
        }
        return String.valueOf(e.getMessage());
    }
}
