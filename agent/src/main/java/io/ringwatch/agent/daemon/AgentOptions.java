package io.ringwatch.agent.daemon;

import io.ringwatch.agent.config.RingConfig;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an agent is started with.
 *
 * @param config the ring file
 * @param self number of this server, {@link io.ringwatch.ring.Ring#WITNESS} for the witness
 * @param runDirectory on the memory disk: flag file, management files, local socket
 * @param stateDirectory on a real disk: vote record, flight record, logs
 * @param bootId identifies this boot of the machine; empty to ask the kernel. For machines that are
 *     only processes, as in the demo
 */
public record AgentOptions(
        RingConfig config,
        int self,
        Path runDirectory,
        Path stateDirectory,
        Optional<String> bootId) {
    /** Environment variable that stands for {@link #bootId()}. */
    public static final String BOOT_ID_VARIABLE = "RINGWATCH_BOOT_ID";

    /** Options with the boot id of the environment, if it names one. */
    public static AgentOptions of(
            RingConfig config, int self, Path runDirectory, Path stateDirectory) {
        Optional<String> bootId =
                Optional.ofNullable(System.getenv(BOOT_ID_VARIABLE)).filter(id -> !id.isBlank());
        return new AgentOptions(config, self, runDirectory, stateDirectory, bootId);
    }

    /** Creating it starts management on this server, deleting it ends it. */
    public Path flagFile() {
        return runDirectory.resolve("flag");
    }

    /** HTTP over a Unix domain socket. */
    public Path socket() {
        return runDirectory.resolve("agent.sock");
    }

    /** Directory of the management files. */
    public Path files() {
        return runDirectory.resolve("files");
    }

    /** The boot to which the content of the run directory belongs. */
    Path bootMarker() {
        return runDirectory.resolve("boot-id");
    }

    /** Directory of the flight record. */
    public Path flightDirectory() {
        return stateDirectory.resolve("flight");
    }

    /** Leads there from the run directory, for commands that know only that. */
    Path flightLink() {
        return runDirectory.resolve("flight");
    }

    /** The log of the paper's fig. 14. */
    public Path systemLog() {
        return stateDirectory.resolve("system.log");
    }

    /** The log of the program's own workings. */
    public Path technicalLog() {
        return stateDirectory.resolve("agent.log");
    }

    /** Locked while an agent runs here. */
    Path lock() {
        return stateDirectory.resolve("agent.lock");
    }
}
