package io.ringwatch.demo.command;

import io.ringwatch.agent.config.ConfigFaults;
import io.ringwatch.demo.plan.Breakage;
import io.ringwatch.demo.plan.Cast;
import io.ringwatch.demo.plan.PlannedServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ringwatch demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "A real ring of agents protects real services, on this machine alone. One breaks, its"
                    + " function comes back on a virtual server, and it returns.",
            "",
            "Kinds: service (the daemon dies), stuck (and does not start again), hang (the daemon"
                    + " does not reply), restart (the machine restarts, 6 s), quick (within 1 s),"
                    + " power (off until woken), agent (only the agent is killed), gateway (this"
                    + " server alone loses its gateway), none.",
            "",
            "Exit code 0: everything returned to normal, no VIP had two claimants, and no client of"
                    + " an unbroken server missed an access. 1: not so. 2: not understood, and"
                    + " nothing started."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final int NOT_UNDERSTOOD = 2;
    private static final List<String> PROFILES = List.of("paper", "default", "fast");

    @Option(
            names = "--break",
            paramLabel = "SERVER:KIND[,...]",
            description = "What breaks, all at the same moment (default: ${DEFAULT-VALUE}).",
            defaultValue = Breakage.DEFAULT)
    private String breakage = Breakage.DEFAULT;

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "Timing: paper, default or fast (default: ${DEFAULT-VALUE}).",
            defaultValue = "default")
    private String profile = "default";

    @Option(
            names = "--servers",
            paramLabel = "N",
            description = "How many servers (default: ${DEFAULT-VALUE}).",
            defaultValue = "6")
    private int servers = Cast.PAPER;

    @Option(names = "--no-fence", description = "Nothing can turn a server off.")
    private boolean noFence;

    @Option(names = "--no-witness", description = "Only servers vote.")
    private boolean noWitness;

    @Option(
            names = "--json",
            description = "One JSON object on standard output, the story on standard error.")
    private boolean json;

    @Option(names = "--keep", description = "Stay up afterwards, until Ctrl-C.")
    private boolean keep;

    @Option(
            names = "--driver-option",
            paramLabel = "KEY=VALUE",
            hidden = true,
            description = "Further options of the drivers, for tests.")
    private Map<String, String> driverOptions = Map.of();

    /** With what stands on the command line. */
    public DemoCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        var errors = new ArrayList<String>();
        Options options = options(errors);
        if (!errors.isEmpty()) {
            return refuse(errors);
        }
        try {
            return new Evening(options, System.out, json ? System.err : System.out).play();
        } catch (ConfigFaults e) {
            return refuse(e.faults().stream().map(String::valueOf).toList());
        } catch (IOException e) {
            System.err.println("ringwatch demo: " + e.getMessage());
            return 1;
        }
    }

    private Options options(List<String> errors) {
        if (!PROFILES.contains(profile)) {
            errors.add("--profile: no '" + profile + "'; there are " + String.join(", ", PROFILES));
        }
        int count = servers;
        if (count < Cast.MIN || count > PlannedServer.NUMBER_MAX) {
            errors.add(
                    "--servers: from %d to %d, not %d"
                            .formatted(Cast.MIN, PlannedServer.NUMBER_MAX, count));
            count = Cast.PAPER;
        }
        List<PlannedServer> cast = Cast.of(count);
        Breakage broken = Breakage.parse(breakage, cast, errors);
        return new Options(cast, broken, profile, !noFence, !noWitness, json, keep, driverOptions);
    }

    private static int refuse(List<String> errors) {
        errors.forEach(e -> System.err.println("ringwatch demo: " + e));
        return NOT_UNDERSTOOD;
    }
}
