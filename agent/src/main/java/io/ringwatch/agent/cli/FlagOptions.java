package io.ringwatch.agent.cli;

import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What start and stop have in common. */
final class FlagOptions {
    @Mixin private final AgentOption agent = new AgentOption();

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Names of servers.")
    private List<String> names = List.of();

    @Option(names = "--all", description = "All servers of the ring.")
    private boolean all;

    @Option(names = "--json", description = "The answer as JSON.")
    private boolean json;

    int send(String kind) {
        if (all && !names.isEmpty()) {
            throw new CliException(ExitCodes.BAD_INPUT, "either names or --all");
        }
        if (!all && names.isEmpty() && !agent.isOne()) {
            throw new CliException(
                    ExitCodes.BAD_INPUT,
                    "several agents run on this machine: name a server, or say --all");
        }
        List<String> servers = all ? List.of("*") : names;
        return Answers.print(agent.ask(c -> Orders.send(c, kind, servers, json)));
    }
}
