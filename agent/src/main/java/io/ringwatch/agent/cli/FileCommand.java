package io.ringwatch.agent.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringwatch file}. */
@Command(name = "file", description = "Prints a management file, in the columns of the ring paper.")
final class FileCommand implements Callable<Integer> {
    @Mixin private final AgentOption agent = new AgentOption();

    @Parameters(
            paramLabel = "NAME",
            completionCandidates = Names.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private String name = "";

    @Option(names = "--json", description = "As JSON, described in docs/socket.md.")
    private boolean json;

    @Override
    public Integer call() {
        if (!name.matches("[a-z]{1,20}")) {
            throw new CliException(ExitCodes.BAD_INPUT, "there is no file " + name);
        }
        return Answers.print(
                agent.ask(c -> c.get("/v1/files/" + name + "?" + Answers.format(json))));
    }

    /** The files' names, for completion. */
    static final class Names extends java.util.ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Names() {
            super(List.of("group", "operation", "separation", "heartbeat", "problem"));
        }
    }
}
