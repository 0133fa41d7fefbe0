package io.ringwatch.agent.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Keeps a file that cannot be believed, for whoever wants to know what happened to it. */
final class Aside {
    private Aside() {}

    /** Renames to {@code NAME.corrupt}, over an earlier one: only the newest is kept. */
    static Path move(Path file) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".corrupt");
        return Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    }
}
