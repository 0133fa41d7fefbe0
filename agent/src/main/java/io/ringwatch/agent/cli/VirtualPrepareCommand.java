package io.ringwatch.agent.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringwatch virtual prepare}. */
@Command(
        name = "prepare",
        description = {
            "Creates, starts and suspends the originals that are missing, and waits until all are",
            "ready. An agent does that by itself, too; this says why it does not work."
        })
final class VirtualPrepareCommand implements Callable<Integer> {
    private static final int LIMIT_MAX_S = 600;

    @Mixin private final AgentOption agent = new AgentOption();

    @Option(
            names = "--refresh",
            description = "Those that are ready are made anew, too: after a change of the image.")
    private boolean refresh;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            description = "Longest wait (default: ${DEFAULT-VALUE}).",
            defaultValue = "60")
    private int limitSeconds = 60;

    @Option(names = "--json", description = "What there is then, as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if (limitSeconds < 1 || limitSeconds > LIMIT_MAX_S) {
            throw new CliException(
                    ExitCodes.BAD_INPUT, "--limit is from 1 to " + LIMIT_MAX_S + " seconds");
        }
        String target =
                "/v1/virtual?wait="
                        + limitSeconds
                        + (refresh ? "&refresh=yes&" : "&")
                        + Answers.format(json);
        return Answers.print(agent.ask(c -> c.post(target, "", Duration.ofSeconds(limitSeconds))));
    }
}
