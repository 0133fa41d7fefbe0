package io.ringwatch.agent.address;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Notices that an interface's link came up since the last look, however short it was down. */
final class LinkWatch {
    private final Path count;
    private String seen;

    LinkWatch(Lan lan) {
        count = Path.of("/sys/class/net", lan.name(), "carrier_up_count");
        seen = read();
    }

    boolean cameUp() {
        String now = read();
        boolean more = !now.isEmpty() && !now.equals(seen);
        seen = now;
        return more;
    }

    private String read() {
        try {
            return Files.readString(count).strip();
        } catch (IOException e) {
            // The interface is gone, or does not count.
            return "";
        }
    }
}
