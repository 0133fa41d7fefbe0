package io.ringwatch.agent.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringwatch confirm-dead}. */
@Command(
        name = "confirm-dead",
        description = {
            "Says that these servers are off, and that counts as proof: others take over what they"
                    + " hold.",
            "If one of them runs all the same, two machines may use one address. Look first."
        })
final class ConfirmDeadCommand implements Callable<Integer> {
    @Mixin private final AgentOption agent = new AgentOption();

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "Names of servers.")
    private List<String> names = List.of();

    @Option(names = "--yes", description = "Do not ask back.")
    private boolean yes;

    @Option(names = "--json", description = "The answer as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        String all = String.join(", ", names);
        System.err.println(
                "You say that "
                        + all
                        + " has no power, or no network at all. It counts as proof: what it serves is"
                        + " taken over without waiting,\nand if it lives, two machines have its"
                        + " addresses. Without a fence, do not turn it on before it can hear the"
                        + " others again.");
        String question = "Is " + all + " off?";
        if (!yes && !Terminal.confirms(question)) {
            throw new CliException(ExitCodes.FAILED, "not confirmed; nothing was changed");
        }
        return Answers.print(agent.ask(c -> Orders.send(c, "confirm_dead", names, json)));
    }
}
