package io.ringwatch.agent.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Which boot of the machine this is. */
final class BootId {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/random/boot_id");

    private BootId() {}

    /** The boot id that is given, or else the kernel's; never 0. */
    static long read(Optional<String> given) throws IOException {
        return of(given.isPresent() ? given.get() : Files.readString(KERNEL));
    }

    /** A number for any text; the same for the same. */
    static long of(String text) {
        UUID id = UUID.nameUUIDFromBytes(text.strip().getBytes(StandardCharsets.UTF_8));
        long number = id.getMostSignificantBits() ^ id.getLeastSignificantBits();
        return number == 0 ? 1 : number;
    }

    /**
     * Makes a run directory be like a memory disk: what an agent of an earlier boot left in it is
     * deleted. On a real memory disk there is nothing to do; on any other the flag and the files of
     * before the boot would put a server back into service that must wait until it has been sent
     * both.
     *
     * @param marker file that names the boot
     * @param left what agents leave there; nothing else is touched
     */
    static void cleanAfterBoot(Path marker, long bootId, List<Path> left) throws IOException {
        String text = Long.toHexString(bootId);
        if (Files.exists(marker) && Files.readString(marker).equals(text)) {
            return;
        }
        for (Path path : left) {
            deleteTree(path);
        }
        Files.writeString(marker, text);
    }

    private static void deleteTree(Path path) throws IOException {
        if (Files.isDirectory(path) && !Files.isSymbolicLink(path)) {
            try (Stream<Path> files = Files.list(path)) {
                for (Path file : files.toList()) {
                    deleteTree(file);
                }
            }
        }
        Files.deleteIfExists(path);
    }
}
