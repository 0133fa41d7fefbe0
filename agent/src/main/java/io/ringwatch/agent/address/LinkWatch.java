package io.ringwatch.agent.address;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Notices that an interface's link came up since the last look, however short it was down. That of
 * a bridge is up as long as a guest is connected to it, so its other ports are looked at, too.
 */
final class LinkWatch {
    private static final Path INTERFACES = Path.of("/sys/class/net");

    private final String name;
    private List<String> seen;

    LinkWatch(Lan lan) {
        name = lan.name();
        seen = read();
    }

    boolean cameUp() {
        List<String> now = read();
        boolean more = !seen.isEmpty() && !seen.containsAll(now);
        seen = now;
        return more;
    }

    /** How often each of them has come up, with its name. */
    private List<String> read() {
        Path ports = INTERFACES.resolve(name).resolve("brif");
        if (!Files.exists(ports)) {
            return count(name).stream().toList();
        }
        try (Stream<Path> list = Files.list(ports)) {
            return Stream.concat(
                            Stream.of(name),
                            list.map(port -> String.valueOf(port.getFileName()))
                                    .filter(port -> !port.startsWith(GuestPorts.PREFIX)))
                    .flatMap(port -> count(port).stream())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<String> count(String port) {
        try {
            Path file = INTERFACES.resolve(port).resolve("carrier_up_count");
            return List.of(port + " " + Files.readString(file).strip());
        } catch (IOException e) {
            // The interface is gone, or does not count.
            return List.of();
        }
    }
}
