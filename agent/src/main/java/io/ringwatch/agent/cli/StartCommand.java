package io.ringwatch.agent.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ringwatch start}. */
@Command(
        name = "start",
        description = {
            "Puts the flag on servers: their management begins. Without names: on this server."
        })
final class StartCommand implements Callable<Integer> {
    @Mixin private final FlagOptions options = new FlagOptions();

    @Override
    public Integer call() {
        return options.send("start");
    }
}
