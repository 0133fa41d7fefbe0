package io.ringwatch.simulator.command;

import io.ringwatch.agent.cli.Terminal;
import io.ringwatch.agent.config.ConfigFaults;
import io.ringwatch.agent.config.RingFile;
import io.ringwatch.agent.json.Json;
import io.ringwatch.ring.Ring;
import io.ringwatch.sim.plan.Plan;
import io.ringwatch.sim.rehearsal.Rehearsal;
import io.ringwatch.sim.scenario.PlanFile;
import io.ringwatch.sim.scenario.ScenarioFaults;
import io.ringwatch.sim.world.Speeds;
import io.ringwatch.simulator.report.TryReport;
import io.ringwatch.simulator.screen.LongRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringwatch sim try}. */
@Command(
        name = "try",
        description = {
            "Breaks a ring of one's own in the simulator, and tells what would happen: who takes"
                    + " over, how long clients get no answer, whether everything comes back, and"
                    + " what needs a person.",
            "",
            "Kinds: service (the daemon dies), stuck (and does not start again), hang (the daemon"
                    + " does not reply), restart (the machine restarts), quick (within 1 s), power"
                    + " (off until woken), ruin (off until repaired), agent (only the agent is"
                    + " killed), gateway (this server alone loses its gateway, for 1 min).",
            "",
            "Exit code 1 if not everything is back in the end.",
            "",
            "Example: ringwatch sim try deploy/examples/ring.yaml --break ftp:power"
        })
final class TryCommand implements Callable<Integer> {
    private static final String NAME = "try";
    private static final int RUNS_MAX = 10_000;

    @Parameters(paramLabel = "RING.yaml", description = "The ring file.")
    private Path file = Path.of("");

    @Option(
            names = "--break",
            paramLabel = "SERVER:KIND[,...]",
            description = "What breaks, all at the same moment.")
    private @Nullable String breakage;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description =
                    "A plan as scenarios have it, a line for each fault: 35 s crash ftp. Times count"
                            + " from the start of the ring.")
    private @Nullable Path planFile;

    @Option(
            names = "--at",
            paramLabel = "LENGTH",
            description =
                    "When it breaks, after the start of the ring (default: ${DEFAULT-VALUE}).",
            defaultValue = "35 s")
    private String at = "35 s";

    @Option(
            names = "--for",
            paramLabel = "LENGTH",
            description = "How long to look, at most (default: ${DEFAULT-VALUE}).",
            defaultValue = "5 min")
    private String length = "5 min";

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "Timing: paper, default or fast, instead of the ring file's.")
    private @Nullable String profile;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description =
                    "How often; the others at other moments of the interval, for the range of"
                            + " outages (default: ${DEFAULT-VALUE}).",
            defaultValue = "10")
    private int runs = 10;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Where chance begins (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private long seed = 1;

    @Mixin private Output output = new Output();

    @Override
    public Integer call() throws IOException {
        try {
            return play(options());
        } catch (Refusal e) {
            return e.tell(NAME);
        }
    }

    private int play(Rehearsal.Options options) throws IOException {
        try (var run = LongRun.begin(output.json())) {
            Rehearsal.Result result = Rehearsal.play(options, run);
            run.finish();
            System.out.print(
                    output.json()
                            ? Json.pretty(TryJson.of(result))
                            : new TryText(result, Terminal.columns(), Terminal.colour()).text());
            output.page(page -> TryReport.write(result, page));
            return run.exit(result.performances().stream().allMatch(p -> p.isGood()) ? 0 : 1);
        }
    }

    private Rehearsal.Options options() throws IOException, Refusal {
        var errors = new ArrayList<String>();
        Optional<Timings> timing = Asked.profile(profile, errors);
        long atNs = Asked.lengthNs("--at", at, errors);
        long lengthNs = Asked.lengthNs("--for", length, errors);
        Asked.within("--runs", runs, 1, RUNS_MAX, errors);
        output.check(errors);
        if (breakage == null && planFile == null) {
            errors.add("what breaks? --break SERVER:KIND, or --plan FILE");
        }
        Optional<Ring> ring = ring(errors).map(r -> timing.map(t -> t.of(r)).orElse(r));
        Plan plan = ring.isPresent() ? plan(ring.get(), atNs, errors) : Plan.NOTHING;
        if (errors.isEmpty() && plan.steps().isEmpty()) {
            errors.add(planFile + ": no fault in it");
        }
        if (!errors.isEmpty() || ring.isEmpty()) {
            throw new Refusal(errors);
        }
        return new Rehearsal.Options(ring.get(), plan, lengthNs, seed, runs, Speeds.usual());
    }

    private Optional<Ring> ring(List<String> errors) {
        try {
            return Optional.of(RingFile.read(file).ring());
        } catch (ConfigFaults e) {
            e.faults().forEach(fault -> errors.add(fault.toString()));
            return Optional.empty();
        }
    }

    private Plan plan(Ring ring, long atNs, List<String> errors) throws IOException {
        var steps = new ArrayList<Plan.Step>();
        String broken = breakage;
        if (broken != null) {
            steps.addAll(Breakages.parse(broken, ring, atNs, errors));
        }
        Path from = planFile;
        if (from != null && Files.isReadable(from)) {
            try {
                List<String> lines = Files.readAllLines(from);
                steps.addAll(PlanFile.read(from.toString(), lines, ring).steps());
            } catch (ScenarioFaults e) {
                e.faults().forEach(fault -> errors.add(fault.toString()));
            }
        } else if (from != null) {
            errors.add(from + ":1: there is no such file, or not allowed to read it");
        }
        return new Plan(steps);
    }
}
