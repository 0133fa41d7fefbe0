package io.ringwatch.agent.cli;

import io.ringwatch.agent.config.CheckedRing;
import io.ringwatch.agent.config.ConfigFaults;
import io.ringwatch.agent.config.Fault;
import io.ringwatch.agent.config.Floor;
import io.ringwatch.agent.config.Quantity;
import io.ringwatch.agent.config.RingFile;
import io.ringwatch.agent.drivers.DriverFactory;
import io.ringwatch.agent.json.Json;
import io.ringwatch.agent.status.RingStatus;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Timing;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringwatch config check}. */
@Command(
        name = "check",
        description = {
            "Checks a ring file: all faults at once, what follows from its timings,",
            "and which failures the ring survives.",
            "Ends with 0 if it may be used, with 2 if not."
        })
final class ConfigCheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The ring file.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Override
    public Integer call() {
        try {
            CheckedRing checked = RingFile.check(file);
            System.out.print(json ? jsonOf(checked) : text(checked));
            return ExitCodes.OK;
        } catch (ConfigFaults e) {
            if (json) {
                System.out.print(Json.pretty(value(List.of(), e.faults(), List.of())));
            } else {
                e.faults().forEach(System.err::println);
                int count = e.faults().size();
                System.err.println(file + ": " + count + (count == 1 ? " fault" : " faults"));
            }
            return ExitCodes.BAD_INPUT;
        }
    }

    private static String jsonOf(CheckedRing checked) {
        Map<String, Object> value = value(checked.warnings(), List.of(), checked.floors());
        value.put("survival", SurvivalReport.of(checked.config().ring()));
        return Json.pretty(value);
    }

    private static Map<String, Object> value(
            List<Fault> warnings, List<Fault> faults, List<Floor> floors) {
        var value = new LinkedHashMap<String, Object>();
        value.put("schema", RingStatus.SCHEMA);
        value.put("usable", faults.isEmpty());
        value.put("faults", faults);
        value.put("warnings", warnings);
        value.put("floors", floors);
        return value;
    }

    private String text(CheckedRing checked) {
        Ring ring = checked.config().ring();
        var text = new StringBuilder();
        text.append(
                "%s: ring %s, %d servers%s, drivers %s%n"
                        .formatted(
                                file,
                                ring.name(),
                                ring.servers().size(),
                                ring.witness() ? " and a witness" : "",
                                checked.config().drivers()));
        for (Floor floor : checked.floors()) {
            text.append(
                    "  %-20s %8s, at least %8s = %s%n"
                            .formatted(
                                    floor.key(),
                                    Quantity.ofNs(floor.valueNs()),
                                    Quantity.ofNs(floor.floorNs()),
                                    floor.formula()));
        }
        consequences(ring.timing()).forEach(line -> text.append("  ").append(line).append('\n'));
        text.append("what it survives, all well before:\n");
        SurvivalText.of(ring).forEach(line -> text.append("  ").append(line).append('\n'));
        checked.warnings().forEach(w -> text.append("warning: ").append(w).append('\n'));
        String drivers = checked.config().drivers();
        List<String> installed = installedDrivers();
        if (!installed.contains(drivers)) {
            text.append(
                    "warning: %s: drivers: an agent will not start here: no drivers called %s, only %s%n"
                            .formatted(file, drivers, installed));
        }
        return text.append(file).append(": may be used\n").toString();
    }

    private static List<String> installedDrivers() {
        return ServiceLoader.load(DriverFactory.class).stream()
                .map(provider -> provider.get().name())
                .sorted()
                .toList();
    }

    private static List<String> consequences(Timing t) {
        long silence = t.missedMax() * t.renewalNs();
        String noticed =
                t.fastWatch()
                        ? "missed x renewal = " + Quantity.ofNs(silence)
                        : "the next tick, at most " + Quantity.ofNs(t.intervalNs());
        return List.of(
                "silence is noticed after " + noticed,
                "then twice network-examination = " + Quantity.ofNs(2 * t.networkLimitNs()),
                "without a fence, nobody takes over before lease + clock-rate-error = "
                        + Quantity.ofNs(t.leaseProofNs())
                        + " after the last renewal");
    }
}
