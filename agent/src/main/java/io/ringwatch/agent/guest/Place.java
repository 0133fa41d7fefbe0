package io.ringwatch.agent.guest;

import io.ringwatch.agent.config.GuestOptions;
import io.ringwatch.agent.config.RingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Where guests are made.
 *
 * @param options the ring file's
 * @param owner ring and server, as it is written on domains
 * @param ring name of the ring
 * @param host number of this host
 * @param bridge the bridge that guests are connected to
 * @param guestMemoryKb memory that the ring file grants to every guest, the least of all servers
 * @param directory on a real disk, for what is saved and what installations say
 * @param availableKb memory that is available now
 */
record Place(
        GuestOptions options,
        String owner,
        String ring,
        int host,
        String bridge,
        long guestMemoryKb,
        Path directory,
        LongSupplier availableKb) {
    static Place of(RingConfig config, GuestOptions options, int self, String bridge, Path state) {
        String ring = config.ring().name();
        long memoryKb =
                config.ring().servers().stream()
                        .filter(s -> s.number() != self)
                        .mapToLong(s -> s.guestMemoryKb())
                        .min()
                        .orElse(Long.MAX_VALUE);
        return new Place(
                options,
                ring.replaceAll("[^A-Za-z0-9._ -]", "_") + "/" + config.ring().nameOf(self),
                ring,
                self,
                bridge,
                memoryKb,
                state,
                Place::available);
    }

    /** MemAvailable; nothing known is no reason to refuse. */
    private static long available() {
        try {
            return Files.readString(Path.of("/proc/meminfo"))
                    .lines()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
