package io.ringwatch.simulator.command;

import io.ringwatch.agent.json.Json;
import io.ringwatch.ring.Timing;
import io.ringwatch.sim.progress.Progress;
import io.ringwatch.sim.scale.Growth;
import io.ringwatch.simulator.report.GrowthFigure;
import io.ringwatch.simulator.screen.LongRun;
import io.ringwatch.simulator.screen.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringwatch sim scale}. */
@Command(
        name = "scale",
        description = {
            "What a ring costs per server and tick, in messages, bytes and work, as it grows.",
            "",
            "Example: ringwatch sim scale --servers 6,30,100 --minutes 10"
        })
final class ScaleCommand implements Callable<Integer> {
    private static final String NAME = "scale";
    private static final int SERVERS_MIN = 3;
    private static final int SERVERS_MAX = 5_000;
    private static final long NS_PER_MIN = 60_000_000_000L;
    private static final double BYTES_PER_MB = 1e6;

    @Option(
            names = "--servers",
            paramLabel = "N[,...]",
            split = ",",
            description = "Sizes of rings (default: ${DEFAULT-VALUE}).",
            defaultValue = "6,30,100")
    private List<Integer> servers = List.of(6, 30, 100);

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "Virtual minutes of each (default: ${DEFAULT-VALUE}).",
            defaultValue = "10")
    private int minutes = 10;

    @Option(
            names = "--failures",
            paramLabel = "N",
            description = "Servers that lose power in that time (default: ${DEFAULT-VALUE}).",
            defaultValue = "2")
    private int failures = 2;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Where chance begins (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private long seed = 1;

    @Mixin private Output output = new Output();

    @Override
    public Integer call() throws IOException {
        var errors = new ArrayList<String>();
        for (int size : servers) {
            Asked.within("--servers", size, SERVERS_MIN, SERVERS_MAX, errors);
        }
        Asked.within("--minutes", minutes, 1, 24 * 60, errors);
        Asked.within("--failures", failures, 0, 1_000, errors);
        output.check(errors);
        if (!errors.isEmpty()) {
            return new Refusal(errors).tell(NAME);
        }
        try (var run = LongRun.begin(output.json())) {
            List<Growth.Row> rows = measure(run);
            run.finish();
            boolean partial = run.isStopped();
            System.out.print(
                    output.json()
                            ? Json.pretty(
                                    new ScaleJson(partial, rows.stream().map(RowJson::of).toList()))
                            : text(rows, partial));
            output.page(page -> GrowthFigure.write(rows, page));
            return run.exit(0);
        }
    }

    private List<Growth.Row> measure(Progress progress) {
        return Growth.measure(
                new Growth.Options(
                        servers, minutes * NS_PER_MIN, failures, Timing.standard(), seed),
                progress);
    }

    private static String text(List<Growth.Row> rows, boolean partial) {
        var table =
                new Table(
                        0,
                        "servers",
                        "virtual s",
                        "messages/server/tick",
                        "bytes/server/tick",
                        "us/server/tick",
                        "events/s",
                        "server-hours/s",
                        "heap MB");
        for (Growth.Row row : rows) {
            table.row(
                    String.valueOf(row.servers()),
                    "%,.0f".formatted(row.lengthNs() / 1e9),
                    "%,.1f".formatted(row.perServerAndTick(row.messages())),
                    "%,.0f".formatted(row.perServerAndTick(row.bytes())),
                    "%,.1f".formatted(row.perServerAndTick(row.workNs()) / 1e3),
                    "%,.0f".formatted(row.eventsPerS()),
                    "%,.2f".formatted(row.serverHoursPerS()),
                    "%,.0f".formatted(row.heapBytes() / BYTES_PER_MB));
        }
        return table.text() + (partial ? "Interrupted: a part of what was asked for.\n" : "");
    }

    private record ScaleJson(boolean partial, List<RowJson> rows) {}

    private record RowJson(
            int servers,
            double virtualSeconds,
            double messagesPerServerAndTick,
            double bytesPerServerAndTick,
            double workMicrosPerServerAndTick,
            long events,
            double eventsPerSecond,
            double serverHoursPerSecond,
            double wallSeconds,
            long heapBytes) {
        static RowJson of(Growth.Row row) {
            return new RowJson(
                    row.servers(),
                    row.lengthNs() / 1e9,
                    row.perServerAndTick(row.messages()),
                    row.perServerAndTick(row.bytes()),
                    row.perServerAndTick(row.workNs()) / 1e3,
                    row.events(),
                    row.eventsPerS(),
                    row.serverHoursPerS(),
                    row.wallNs() / 1e9,
                    row.heapBytes());
        }
    }
}
