package io.ringwatch.agent.cli;

import io.ringwatch.agent.cli.AgentClient.Reply;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringwatch events}. */
@Command(
        name = "events",
        description = "Prints what happened lately, as the agent that is asked has seen it.")
final class EventsCommand implements Callable<Integer> {
    private static final Duration WAIT = Duration.ofSeconds(25);

    @Mixin private final AgentOption agent = new AgentOption();

    @Option(names = "--follow", description = "Go on and print what happens, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = "--since",
            paramLabel = "N",
            description = "Only events after this number (default: all that the agent keeps).")
    private long since;

    @Option(names = "--json", description = "As JSON, one object per answer of the agent.")
    private boolean json;

    @Override
    public Integer call() {
        if (since < 0) {
            throw new CliException(ExitCodes.BAD_INPUT, "--since needs a number from 0");
        }
        while (true) {
            Reply reply = agent.ask(c -> c.get(target(), follow ? WAIT : Duration.ZERO));
            long last = reply.header("ringwatch-last-seq").map(Long::parseLong).orElse(since);
            boolean quiet = follow && last <= since && reply.status() == 200;
            int code = quiet ? ExitCodes.OK : Answers.print(reply);
            // An answer is limited; without --follow, too, there may be more after it.
            boolean more = follow || (last > since && !json);
            since = last;
            // Whoever reads standard output may have gone: events --follow | head.
            if (code != ExitCodes.OK || !more || System.out.checkError()) {
                return code;
            }
        }
    }

    private String target() {
        return "/v1/events?since="
                + since
                + (follow ? "&wait=" + WAIT.toSeconds() : "")
                + "&"
                + Answers.format(json);
    }
}
