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
        return Files.move(file, aside(file), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Gives it that name too, so that what is good in it stays until it is replaced. */
    static Path link(Path file) throws IOException {
        Path aside = aside(file);
        Files.deleteIfExists(aside);
        return Files.createLink(aside, file);
    }

    private static Path aside(Path file) {
        return file.resolveSibling(file.getFileName() + ".corrupt");
    }
}
