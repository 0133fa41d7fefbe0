package io.ringwatch.simulator.command;

import io.ringwatch.agent.json.Json;
import io.ringwatch.sim.availability.Availability;
import io.ringwatch.sim.availability.AvailabilityOptions;
import io.ringwatch.sim.availability.AvailabilityReport;
import io.ringwatch.sim.availability.Correlated;
import io.ringwatch.sim.availability.Effort;
import io.ringwatch.sim.availability.Failures;
import io.ringwatch.sim.availability.Method;
import io.ringwatch.sim.availability.MethodResult;
import io.ringwatch.simulator.report.AvailabilityFigure;
import io.ringwatch.simulator.screen.LongRun;
import io.ringwatch.simulator.screen.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringwatch sim availability}. */
@Command(
        name = "availability",
        description = {
            "How available servers are over years, and what that costs: alone, with a spare each,"
                    + " with a management server, peer-to-peer, and in a ring with and without"
                    + " fences and witness.",
            "",
            "Example: ringwatch sim availability --servers 6 --years 10"
        })
final class AvailabilityCommand implements Callable<Integer> {
    private static final String NAME = "availability";
    private static final int SERVERS_MAX = 1_000;

    @Option(names = "--servers", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int servers = 6;

    @Option(names = "--years", paramLabel = "Y", description = "Default: ${DEFAULT-VALUE}.")
    private double years = 10;

    @Option(
            names = "--mtbf",
            paramLabel = "HOURS",
            description = "Mean time between the failures of a server (default: ${DEFAULT-VALUE}).")
    private double mtbfHours = Failures.MTBF_HOURS;

    @Option(
            names = "--repair",
            paramLabel = "HOURS",
            description = "Mean time of the repair of a machine (default: ${DEFAULT-VALUE}).")
    private double repairHours = 24;

    @Option(
            names = "--methods",
            paramLabel = "METHOD[,...]",
            split = ",",
            description =
                    "Which: nothing, spare, msbs, peer-to-peer, ring, ring-witness, ring-fences,"
                            + " ring-fences-witness (default: all).")
    private @Nullable List<String> methods;

    @Option(
            names = "--correlated",
            paramLabel = "RACK",
            description =
                    "Racks of so many servers lose power or their switch, and the site its power,"
                            + " too.")
    private @Nullable Integer rack;

    @Option(names = "--growth", description = "The same for 3 to 1,000 servers, too.")
    private boolean growth;

    @Option(names = "--seed", paramLabel = "S", description = "Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Mixin private Output output = new Output();

    @Override
    public Integer call() throws IOException {
        AvailabilityOptions options;
        try {
            options = options();
        } catch (Refusal e) {
            return e.tell(NAME);
        }
        try (var run = LongRun.begin(output.json())) {
            AvailabilityReport report = Availability.run(options, run);
            run.finish();
            System.out.print(
                    output.json() ? Json.pretty(AvailabilityJson.of(report)) : text(report));
            output.page(page -> AvailabilityFigure.write(report, page));
            return run.exit(0);
        }
    }

    private AvailabilityOptions options() throws Refusal {
        var errors = new ArrayList<String>();
        Asked.within("--servers", servers, 3, SERVERS_MAX, errors);
        output.check(errors);
        positive("--years", years, errors);
        positive("--mtbf", mtbfHours, errors);
        positive("--repair", repairHours, errors);
        List<Method> wanted = methods(errors);
        Integer racks = rack;
        if (racks != null) {
            Asked.within("--correlated", racks, 1, SERVERS_MAX, errors);
        }
        if (!errors.isEmpty()) {
            throw new Refusal(errors);
        }
        AvailabilityOptions usual = AvailabilityOptions.usual();
        Failures failures = usual.failures();
        return new AvailabilityOptions(
                servers,
                years,
                new Failures(
                        mtbfHours,
                        repairHours,
                        failures.operatorMinutes(),
                        failures.shares(),
                        failures.transientsPerYear()),
                racks == null ? Correlated.none() : Correlated.example(racks),
                wanted,
                growth ? usual.growth() : List.of(),
                usual.timing(),
                usual.speeds(),
                Effort.usual(),
                seed);
    }

    private static void positive(String option, double value, List<String> errors) {
        if (!(value > 0) || Double.isInfinite(value)) {
            errors.add(option + ": more than 0, not " + value);
        }
    }

    private List<Method> methods(List<String> errors) {
        List<String> named = methods;
        if (named == null) {
            return List.of(Method.values());
        }
        var found = new ArrayList<Method>();
        for (String word : named) {
            Optional<Method> method =
                    Arrays.stream(Method.values()).filter(m -> word(m).equals(word)).findFirst();
            method.ifPresentOrElse(
                    found::add,
                    () ->
                            errors.add(
                                    "--methods: no '%s'; there are %s"
                                            .formatted(
                                                    word,
                                                    String.join(
                                                            ", ",
                                                            Arrays.stream(Method.values())
                                                                    .map(AvailabilityCommand::word)
                                                                    .toList()))));
        }
        return found;
    }

    /** As it is written: {@code ring-fences}. */
    static String word(Method method) {
        return method.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String text(AvailabilityReport report) {
        var text = new StringBuilder();
        text.append(
                "%d servers over %s years, a failure per server every %,.0f h, repaired within %s h.%n%n"
                        .formatted(servers, years, mtbfHours, repairHours));
        text.append(table(report.methods()));
        if (!report.growth().isEmpty()) {
            text.append("\nGrowth with the number of servers:\n\n").append(table(report.growth()));
        }
        text.append(
                "%nPer server. Intervals are 95 %% confidence. %d histories were composed.%n"
                        .formatted(report.historiesComposed()));
        if (!report.complete()) {
            text.append("Interrupted: this is a part of what was asked for.\n");
        }
        return text.toString();
    }

    private static String table(List<MethodResult> results) {
        var table =
                new Table(
                        1,
                        "method",
                        "servers",
                        "availability %",
                        "min/year",
                        "95 % interval",
                        "p50 s",
                        "p95 s",
                        "p99 s",
                        "max s",
                        "false/year",
                        "machines",
                        "fences");
        for (MethodResult one : results) {
            table.row(
                    word(one.method()),
                    String.valueOf(one.servers()),
                    "%.5f".formatted(100 * one.availability().value()),
                    "%.2f".formatted(one.outageMinutes().value()),
                    "%.2f-%.2f".formatted(one.outageMinutes().low(), one.outageMinutes().high()),
                    "%,.1f".formatted(one.outages().p50S()),
                    "%,.1f".formatted(one.outages().p95S()),
                    "%,.1f".formatted(one.outages().p99S()),
                    "%,.0f".formatted(one.outages().maxS()),
                    "%.4f".formatted(one.falseTakeovers().value()),
                    String.valueOf(one.machinesBought()),
                    String.valueOf(one.fencesBought()));
        }
        return table.text();
    }
}
