package io.ringwatch.agent.daemon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A process that is an agent with the drivers of the tests; arguments: directory, peer port, "fail"
 * or nothing.
 */
final class AgentMain {
    private AgentMain() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        var options =
                new AgentOptions(
                        Fixtures.config(1, Integer.parseInt(args[1]), List.of()),
                        1,
                        directory.resolve("run"),
                        directory.resolve("state"),
                        Optional.of("boot"));
        boolean fails = args.length > 2;
        try {
            AgentProcess.run(
                    options,
                    (door, socket) -> {
                        Files.createFile(directory.resolve("open"));
                        if (fails) {
                            new Thread(AgentMain::fail, "broken").start();
                        }
                        return () -> Files.createFile(directory.resolve("closed"));
                    });
        } catch (AgentStartException e) {
            System.err.println(e.getMessage());
            System.exit(e.exitCode().number());
        }
    }

    private static void fail() {
        throw new IllegalStateException("broken on purpose");
    }
}
