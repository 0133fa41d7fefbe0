package io.ringwatch.agent.cli;

import io.ringwatch.agent.config.ConfigFaults;
import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.config.RingFile;
import io.ringwatch.agent.json.Json;
import io.ringwatch.agent.status.RingStatus;
import io.ringwatch.agent.status.StatusReport;
import io.ringwatch.agent.status.StatusText;
import io.ringwatch.agent.store.StoreException;
import io.ringwatch.agent.store.StoredFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an agent leaves in its run directory, and what can be read of it when the agent is dead. */
final class LeftFiles {
    /** A copy of the ring file with which the agent was started. */
    static final String RING_FILE = "ring.yaml";

    /** The management files, as {@link io.ringwatch.agent.daemon.AgentOptions} places them. */
    private static final String STORE = "files";

    private LeftFiles() {}

    /** Writes the copy, whole or not at all; it may hold passwords of fences. */
    static void leave(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        Files.createFile(
                next,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(next, text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Prints the status that follows from what is left in the first directory that has anything.
     *
     * @return what it was read from, or why nothing could be read
     */
    static String show(List<Path> directories, boolean json) {
        var reasons = new ArrayList<String>();
        for (Path directory : directories) {
            try {
                Optional<RingStatus> status = read(directory);
                if (status.isPresent()) {
                    print(status.get(), json);
                    return "the above is from the memory disk, " + directory;
                }
            } catch (ConfigFaults | StoreException e) {
                reasons.add(e.getMessage());
            }
        }
        reasons.add("nothing is left on the memory disk");
        return String.join("; ", reasons);
    }

    private static Optional<RingStatus> read(Path directory) throws ConfigFaults, StoreException {
        Path ringFile = directory.resolve(RING_FILE);
        if (!Files.isReadable(ringFile)) {
            return Optional.empty();
        }
        RingConfig config = RingFile.read(ringFile);
        return StoredFiles.read(directory.resolve(STORE))
                .flatMap(StoredFiles::files)
                .map(files -> StatusReport.ofFiles(config, files, System.currentTimeMillis()));
    }

    /** Prints a status that no agent has rendered. */
    static void print(RingStatus status, boolean json) {
        var look =
                new StatusText.Look(Terminal.columns(), Terminal.colour(), ZoneId.systemDefault());
        System.out.print(json ? Json.pretty(status) : StatusText.render(status, look));
        System.out.flush();
    }
}
