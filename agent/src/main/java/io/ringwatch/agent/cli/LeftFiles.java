package io.ringwatch.agent.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** What an agent leaves in its run directory, and what can be read of it when the agent is dead. */
final class LeftFiles {
    /** A copy of the ring file with which the agent was started. */
    static final String RING_FILE = "ring.yaml";

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
     * Prints the status that follows from what is left.
     *
     * @return whether there was anything
     */
    static boolean show(List<Path> directories, boolean json) {
        return false;
    }
}
