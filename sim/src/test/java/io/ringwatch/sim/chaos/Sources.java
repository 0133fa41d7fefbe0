package io.ringwatch.sim.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A number made from the sources of the core and of the simulator: worlds that begin with it are
 * new whenever one of them has changed, and a build of the same sources plays the same ones.
 */
final class Sources {
    private static final List<Path> FOLDERS =
            List.of(
                    Path.of("..", "ring-protocol", "src", "main", "java"),
                    Path.of("src", "main", "java"));

    private Sources() {}

    /** A number of 32 bits, not negative. */
    static long number() throws IOException {
        var sum = new CRC32();
        for (Path folder : FOLDERS) {
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
                    sum.update(Files.readAllBytes(file));
                }
            }
        }
        return sum.getValue();
    }
}
