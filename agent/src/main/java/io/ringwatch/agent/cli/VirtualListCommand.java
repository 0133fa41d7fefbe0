package io.ringwatch.agent.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringwatch virtual list}. */
@Command(
        name = "list",
        description = {
            "Lists originals that are ready, with their measured times to life, and the virtual",
            "servers that run on the host."
        })
final class VirtualListCommand implements Callable<Integer> {
    @Mixin private final AgentOption agent = new AgentOption();

    @Option(names = "--json", description = "As JSON, described in docs/socket.md.")
    private boolean json;

    @Override
    public Integer call() {
        return Answers.print(agent.ask(c -> c.get("/v1/virtual?" + Answers.format(json))));
    }
}
