package io.ringwatch.agent.cli;

import io.ringwatch.agent.config.Quantity;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringwatch maintenance}. */
@Command(
        name = "maintenance",
        description = {
            "Has nothing taken over from servers that people work on, until a time.",
            "They are watched, and serve as they can; nobody else serves for them."
        })
final class MaintenanceCommand implements Callable<Integer> {
    private static final long MS = 1_000_000L;
    private static final long LONGEST_MS = io.ringwatch.member.Command.MAINTAIN_MAX_MS;

    @Mixin private final AgentOption agent = new AgentOption();

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Names of servers.")
    private List<String> names = List.of();

    @Option(names = "--all", description = "All servers of the ring.")
    private boolean all;

    @ArgGroup private final Length length = new Length();

    @Option(names = "--json", description = "The answer as JSON.")
    private boolean json;

    /** How long. */
    static final class Length {
        @Option(
                names = "--for",
                paramLabel = "DURATION",
                description = "How long, such as 30min or 4h; at most 720h (default: 1h).")
        private String duration = "1h";

        @Option(names = "--end", description = "End it now.")
        private boolean end;
    }

    @Override
    public Integer call() {
        if (all == !names.isEmpty()) {
            throw new CliException(ExitCodes.BAD_INPUT, "either names or --all");
        }
        List<String> servers = all ? List.of("*") : names;
        String more = ", \"forMs\": " + (length.end ? 0 : forMs(length.duration));
        return Answers.print(agent.ask(c -> Orders.send(c, "maintain", servers, more, json)));
    }

    private static long forMs(String text) {
        OptionalLong ns = Quantity.durationNs(text);
        long ms = ns.isPresent() ? ns.getAsLong() / MS : 0;
        if (ms < 1 || ms > LONGEST_MS) {
            throw new CliException(
                    ExitCodes.BAD_INPUT,
                    "--for \""
                            + text
                            + "\": expected a duration with its unit, such as 30min, at most 720h");
        }
        return ms;
    }
}
