package io.ringwatch.simulator.command;

import io.ringwatch.agent.config.ConfigFaults;
import io.ringwatch.agent.config.RingFile;
import io.ringwatch.ring.Ring;
import io.ringwatch.sim.world.World;
import io.ringwatch.simulator.report.WholeReport;
import io.ringwatch.simulator.screen.LongRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringwatch sim report}. */
@Command(
        name = "report",
        description = {
            "One page with everything: a ring, an outage, how long outages are per kind of failure,"
                    + " growth with the number of servers, the papers' figures, availability.",
            "",
            "Example: ringwatch sim report ring.html --ring deploy/examples/ring.yaml"
        })
final class ReportCommand implements Callable<Integer> {
    private static final String NAME = "report";
    private static final int RUNS_MAX = 1_000;

    @Parameters(paramLabel = "FILE", description = "The page that is written.")
    private Path file = Path.of("");

    @Option(
            names = "--ring",
            paramLabel = "RING.yaml",
            description = "A ring of one's own (default: the six servers of the paper).")
    private @Nullable Path ringFile;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "How often each failure is played (default: ${DEFAULT-VALUE}).",
            defaultValue = "8")
    private int runs = 8;

    @Override
    public Integer call() throws IOException {
        var errors = new ArrayList<String>();
        Asked.within("--runs", runs, 1, RUNS_MAX, errors);
        Asked.writable("FILE", file, errors);
        Ring ring = World.ring(6).witness().ring();
        Path own = ringFile;
        if (own != null) {
            try {
                ring = RingFile.read(own).ring();
            } catch (ConfigFaults e) {
                e.faults().forEach(fault -> errors.add(fault.toString()));
            }
        }
        if (!errors.isEmpty()) {
            return new Refusal(errors).tell(NAME);
        }
        try (var run = LongRun.begin(false)) {
            new WholeReport(ring, runs, run).write(file);
            run.finish();
            System.out.println(
                    run.isStopped() ? file + ": partial, it was interrupted" : file.toString());
            return run.exit(0);
        }
    }
}
