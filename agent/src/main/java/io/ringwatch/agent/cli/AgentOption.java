package io.ringwatch.agent.cli;

import io.ringwatch.agent.cli.AgentClient.NoAgentException;
import io.ringwatch.agent.cli.AgentClient.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that asks an agent. */
final class AgentOption {
    @Option(
            names = "--run",
            paramLabel = "DIR",
            description =
                    "Directory of the agent's socket, or one above several (default:"
                            + " $RINGWATCH_RUN, else /run/ringwatch, else a demo that runs).")
    private @Nullable Path run;

    @Option(
            names = "--server",
            paramLabel = "NAME",
            description = "Ask the agent of this server, if several run on this machine.")
    private @Nullable String server;

    AgentClient client() {
        var directories = new RunDirectories(System.getenv(), RunDirectories.DEFAULT);
        return new AgentClient(
                directories.find(Optional.ofNullable(run), Optional.ofNullable(server)));
    }

    /** Asks; no agent is a diagnosis and its own exit code. */
    Reply ask(Asking asking) {
        try {
            return asking.ask(client());
        } catch (NoAgentException e) {
            throw noAgent(e);
        }
    }

    static CliException noAgent(NoAgentException e) {
        return new CliException(ExitCodes.NO_AGENT, "no agent answers: " + e.getMessage());
    }

    /** Whether it is clear which agent is meant by "this server". */
    boolean isOne() {
        List<Path> directories = client().directories();
        return directories.size() == 1 || (run == null && server == null && isUsual(directories));
    }

    private static boolean isUsual(List<Path> directories) {
        return new AgentClient(directories.subList(0, 1)).answers();
    }

    /** One question. */
    @FunctionalInterface
    interface Asking {
        Reply ask(AgentClient client) throws NoAgentException;
    }
}
