package io.ringwatch.agent.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ringwatch stop}. */
@Command(
        name = "stop",
        description = {
            "Takes the flag from servers: they leave the group and keep their addresses for good.",
            "Without names: from this server."
        })
final class StopCommand implements Callable<Integer> {
    @Mixin private final FlagOptions options = new FlagOptions();

    @Override
    public Integer call() {
        return options.send("stop");
    }
}
