package io.ringwatch.agent.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringwatch recover}. */
@Command(
        name = "recover",
        description = {
            "Tries once more to bring back a server that was given up, after its repair.",
            "Its virtual server goes on until that has worked."
        })
final class RecoverCommand implements Callable<Integer> {
    @Mixin private final AgentOption agent = new AgentOption();

    @Parameters(paramLabel = "NAME", description = "Name of the server.")
    private String name = "";

    @Option(names = "--json", description = "The answer as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        return Answers.print(agent.ask(c -> Orders.send(c, "recover", List.of(name), json)));
    }
}
