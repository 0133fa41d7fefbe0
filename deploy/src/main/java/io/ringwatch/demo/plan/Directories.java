package io.ringwatch.demo.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The directories of a demonstration, and the file that tells others where its agents are. */
public final class Directories {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final String NAME = "ringwatch-demo-";
    private static final String POINTER = "current";

    private Directories() {}

    /** A new directory on the real disk. */
    public static Path home() throws IOException {
        return Files.createTempDirectory(NAME);
    }

    /** A new directory on a memory disk if there is one, else in the home. */
    public static Path memory(Path home) throws IOException {
        if (Files.isDirectory(SHARED_MEMORY) && Files.isWritable(SHARED_MEMORY)) {
            return Files.createTempDirectory(SHARED_MEMORY, NAME);
        }
        return Files.createDirectory(home.resolve("memory"));
    }

    /** Writes the run directories of the agents where {@code ringwatch status} looks for them. */
    public static Path point(World world) throws IOException {
        Path directory = pointerDirectory(world);
        Path file = directory.resolve(POINTER);
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        if (!Files.getOwner(directory).equals(Files.getOwner(world.home()))) {
            throw new IOException(directory + " belongs to somebody else");
        }
        Files.write(file, lines(world), StandardCharsets.UTF_8);
        return file;
    }

    /** Deletes that file, unless another demonstration has written it since. */
    public static void unpoint(World world) throws IOException {
        if (!Files.exists(world.home())) {
            return;
        }
        Path file = pointerDirectory(world).resolve(POINTER);
        if (Files.exists(file) && Files.readAllLines(file).equals(lines(world))) {
            Files.delete(file);
        }
    }

    private static Path pointerDirectory(World world) throws IOException {
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        Path base = Path.of(runtime == null || runtime.isBlank() ? "/tmp" : runtime);
        Object uid = Files.getAttribute(world.home(), "unix:uid");
        return base.resolve(NAME + uid);
    }

    private static List<String> lines(World world) {
        return world.servers().stream().map(s -> world.runDir(s).toString()).toList();
    }
}
