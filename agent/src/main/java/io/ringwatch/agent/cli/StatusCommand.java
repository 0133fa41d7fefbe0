package io.ringwatch.agent.cli;

import io.ringwatch.agent.cli.AgentClient.NoAgentException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringwatch status}. */
@Command(
        name = "status",
        description = {
            "Shows the ring: who manages whom, who is well and why not, who stands in for whom.",
            "If no agent answers, shows what the memory disk still says, and ends with 3."
        })
final class StatusCommand implements Callable<Integer> {
    @Mixin private final AgentOption agent = new AgentOption();

    @Option(names = "--json", description = "As JSON, described in docs/socket.md.")
    private boolean json;

    @Override
    public Integer call() {
        AgentClient client = agent.client();
        try {
            return Answers.print(client.get(target()));
        } catch (NoAgentException e) {
            String left = LeftFiles.show(client.directories(), json);
            throw new CliException(
                    ExitCodes.NO_AGENT, "no agent answers: " + e.getMessage() + "; " + left);
        }
    }

    private String target() {
        return "/v1/status?"
                + Answers.format(json)
                + "&columns="
                + Terminal.columns()
                + "&colour="
                + (Terminal.colour() ? "yes" : "no");
    }
}
