package io.ringwatch.agent.cli;

import io.ringwatch.agent.config.CheckedRing;
import io.ringwatch.agent.config.ConfigFaults;
import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.config.RingConfig.Machine;
import io.ringwatch.agent.config.RingFile;
import io.ringwatch.agent.config.Spelling;
import io.ringwatch.agent.daemon.AgentDoor;
import io.ringwatch.agent.daemon.AgentOptions;
import io.ringwatch.agent.daemon.AgentProcess;
import io.ringwatch.agent.daemon.AgentStartException;
import io.ringwatch.agent.socket.LocalSocket;
import io.ringwatch.ring.Ring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ringwatch agent}. */
@Command(
        name = "agent",
        description = {
            "Runs the agent of this server, or of the witness, until it is told to end (SIGTERM).",
            "Management begins when the flag is there: ringwatch start."
        })
final class AgentCommand implements Callable<Integer> {
    private static final String NAME_VARIABLE = "RINGWATCH_NAME";

    @Option(
            names = "--ring",
            paramLabel = "FILE",
            description = "The ring file (default: ${DEFAULT-VALUE}).",
            defaultValue = "/etc/ringwatch/ring.yaml")
    private Path ringFile = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "Name of this server in the ring file (default: $RINGWATCH_NAME, else the"
                            + " host's name).")
    private @Nullable String name;

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description =
                    "On a memory disk: socket, flag, management files (default: /run/ringwatch).",
            defaultValue = "/run/ringwatch")
    private Path run = RunDirectories.DEFAULT;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description =
                    "On a real disk: vote record, flight record, logs (default: ${DEFAULT-VALUE}).",
            defaultValue = "/var/lib/ringwatch")
    private Path state = Path.of("");

    @Override
    public Integer call() {
        RingConfig config = config();
        int self = self(config);
        try {
            AgentProcess.run(AgentOptions.of(config, self, run, state), AgentCommand::open);
            return ExitCodes.OK;
        } catch (AgentStartException e) {
            throw new CliException(e.exitCode().number(), String.valueOf(e.getMessage()));
        }
    }

    private RingConfig config() {
        try {
            CheckedRing checked = RingFile.check(ringFile);
            checked.warnings().forEach(w -> System.err.println("warning: " + w));
            return checked.config();
        } catch (ConfigFaults e) {
            throw new CliException(ExitCodes.BAD_INPUT, "nothing started:\n" + e.getMessage());
        }
    }

    private int self(RingConfig config) {
        String wanted = name != null ? name : usualName();
        List<String> names = config.machines().stream().map(Machine::name).toList();
        if (wanted.equals("witness") && config.ring().witness()) {
            return Ring.WITNESS;
        }
        return config.machines().stream()
                .filter(m -> m.name().equalsIgnoreCase(wanted))
                .map(Machine::number)
                .findFirst()
                .orElseThrow(
                        () ->
                                new CliException(
                                        ExitCodes.BAD_INPUT,
                                        "nothing started: "
                                                + ringFile
                                                + " names no server "
                                                + wanted
                                                + Spelling.hint(wanted, names)
                                                + "; it names "
                                                + String.join(", ", names)));
    }

    private static String usualName() {
        String name = System.getenv(NAME_VARIABLE);
        return name == null || name.isBlank() ? hostName() : name.strip();
    }

    private static String hostName() {
        try {
            String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            return name.replaceFirst("\\..*", "");
        } catch (IOException e) {
            throw new CliException(ExitCodes.BAD_INPUT, "the host's name is not known; say --name");
        }
    }

    private static AutoCloseable open(AgentDoor door, Path socket) throws IOException {
        // For who looks at the memory disk when this agent is dead.
        LeftFiles.leave(socket.resolveSibling(LeftFiles.RING_FILE), door.config().text());
        return LocalSocket.open(socket, door);
    }
}
