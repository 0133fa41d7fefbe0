package io.ringwatch.agent.cli;

import io.ringwatch.agent.config.ConfigFaults;
import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.config.RingFile;
import io.ringwatch.agent.drivers.Fences.Result;
import io.ringwatch.agent.drivers.Fences.Word;
import io.ringwatch.agent.power.FenceAgents;
import io.ringwatch.member.Effect.Power;
import io.ringwatch.member.Input.FenceStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringwatch fence}. */
@Command(
        name = "fence",
        description = {
            "Asks the fences of servers from this machine, with all their levels, exactly as its agent"
                    + " would.",
            "Ends with 0 if each of them answered as it should: whatever status it is, off after off,"
                    + " on after on.",
            "An agent on this machine is only asked whether it hears a server of which a fence says"
                    + " off: such a fence lies."
        })
final class FenceCommand implements Callable<Integer> {
    @Mixin private final AgentOption agent = new AgentOption();

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "Names of servers (default: all that have a fence).")
    private List<String> names = List.of();

    @Option(
            names = "--do",
            paramLabel = "ACTION",
            defaultValue = "status",
            description = "status, off or on (default: ${DEFAULT-VALUE}).")
    private String action = "status";

    @Option(
            names = "--ring",
            paramLabel = "FILE",
            description = "Ring file (default: ${DEFAULT-VALUE}).",
            defaultValue = "/etc/ringwatch/ring.yaml")
    private Path file = Path.of("");

    @Option(names = "--yes", description = "Do not ask back before off.")
    private boolean yes;

    @Override
    public Integer call() {
        Power power = power();
        RingConfig config = config();
        List<Integer> servers = servers(config, power);
        if (power == Power.OFF) {
            confirm();
        }
        boolean good = true;
        Duration limit = Duration.ofNanos(config.ring().timing().fenceLimitNs());
        var heard = new Heard(agent.client());
        var tries = new AtomicInteger();
        try (var fences = new FenceAgents(config, failure -> tries.incrementAndGet())) {
            for (int server : servers) {
                tries.set(0);
                long beganMs = System.currentTimeMillis();
                long beganNs = System.nanoTime();
                Result result = fences.fence(server, power, limit);
                double seconds = (System.nanoTime() - beganNs) / 1e9;
                String name = config.machine(server).name();
                System.out.printf(
                        Locale.ROOT, "%-12s %-6s %6.2f s", name, word(result.status()), seconds);
                List<Word> words =
                        fences.words().stream()
                                .filter(w -> w.server() == server && w.askedWallMs() >= beganMs)
                                .toList();
                print(result, words, tries.get());
                good &= isAsWanted(power, result.status());
                if (result.status() == FenceStatus.OFF && heard.fromNow(name, config)) {
                    System.out.println(
                            "  BUT " + name + " is heard: this off would prove a false death");
                    good = false;
                }
            }
        }
        return good ? ExitCodes.OK : ExitCodes.FAILED;
    }

    /** One fence stands in the line of its server; of several, each has its own. */
    private static void print(Result result, List<Word> words, int tries) {
        String tried = tries > 1 ? "  " + tries + " tries" : "";
        if (words.size() <= 1) {
            System.out.println("  " + result.detail() + tried);
            return;
        }
        System.out.println(tried);
        for (Word word : words) {
            FenceStatus status = word.status();
            System.out.printf(
                    "  level %-4d %-6s %s%n",
                    word.level(), status == null ? "" : word(status), word.detail());
        }
    }

    private static String word(FenceStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static boolean isAsWanted(Power power, FenceStatus status) {
        return switch (power) {
            case STATUS -> status != FenceStatus.FAILED;
            case OFF -> status == FenceStatus.OFF;
            case ON -> status == FenceStatus.ON;
        };
    }

    private Power power() {
        for (Power power : Power.values()) {
            if (power.name().toLowerCase(Locale.ROOT).equals(action)) {
                return power;
            }
        }
        throw badInput("--do " + action + ": expected status, off or on");
    }

    private RingConfig config() {
        try {
            return RingFile.read(file);
        } catch (ConfigFaults e) {
            e.faults().forEach(System.err::println);
            throw badInput(file + " cannot be used; ringwatch config check says the same");
        }
    }

    private List<Integer> servers(RingConfig config, Power power) {
        if (names.isEmpty()) {
            if (power != Power.STATUS) {
                throw badInput(action + " needs the names of servers");
            }
            List<Integer> all =
                    config.machines().stream()
                            .filter(machine -> !machine.fences().isEmpty())
                            .map(RingConfig.Machine::number)
                            .toList();
            if (all.isEmpty()) {
                throw badInput("no server in " + file + " has a fence");
            }
            return all;
        }
        return names.stream().map(name -> server(config, name)).toList();
    }

    private int server(RingConfig config, String name) {
        RingConfig.@Nullable Machine found =
                config.machines().stream()
                        .filter(machine -> machine.name().equals(name))
                        .findFirst()
                        .orElse(null);
        if (found == null) {
            throw badInput(file + " has no server " + name);
        }
        if (found.fences().isEmpty()) {
            throw badInput(name + " has no fence in " + file);
        }
        return found.number();
    }

    private void confirm() {
        String question =
                "This cuts the power of "
                        + String.join(", ", names)
                        + " at once. A ring that manages it takes over, and turns it on again.";
        if (!yes && !Terminal.confirms(question)) {
            throw new CliException(ExitCodes.FAILED, "not confirmed; nothing was done");
        }
    }

    private static CliException badInput(String what) {
        return new CliException(ExitCodes.BAD_INPUT, what + "; nothing was done");
    }
}
