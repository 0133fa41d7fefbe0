package io.ringwatch.agent.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code ringwatch completion}. */
@Command(
        name = "completion",
        description =
                "Prints a completion script for bash; use it by: source <(ringwatch completion)")
final class CompletionCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        System.out.print(AutoComplete.bash("ringwatch", Ringwatch.all()));
        return ExitCodes.OK;
    }
}
