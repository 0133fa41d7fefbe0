package io.ringwatch.agent.guest;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.ring.Server;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The installation procedures as they are on this host, that of its own server among them. */
final class Procedures {
    /** How often they are examined; somebody may be editing one. */
    static final Duration PERIOD = Duration.ofMinutes(1);

    private final RingConfig config;
    private final Place place;
    private volatile Map<Integer, String> digests = Map.of();
    private volatile List<String> problems = List.of();
    private volatile int digest;

    Procedures(RingConfig config, Place place) {
        this.config = config;
        this.place = place;
    }

    /** Reads that of a server. */
    Procedure read(int server) throws DriverException {
        return Procedure.read(
                Path.of(config.machine(server).procedure()), place.options().procedureKb());
    }

    /** Reads them all, so that what is missing is known before it is needed. */
    void examine() {
        var found = new TreeMap<Integer, String>();
        var missing = new ArrayList<String>();
        for (Server server : config.ring().servers()) {
            try {
                found.put(server.number(), read(server.number()).digest());
            } catch (DriverException e) {
                // Its own is not used here, but hosts that have the same have it, too.
                if (server.number() != place.host()) {
                    missing.add(server.virtualName() + " cannot be made here: " + e.getMessage());
                }
            }
        }
        digests = Map.copyOf(found);
        digest = digest(found);
        problems = List.copyOf(missing);
    }

    private static int digest(Map<Integer, String> found) {
        byte[] all = Procedure.sha256().digest(found.toString().getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(all).getInt() | 1;
    }

    /** One of all of them: hosts with the same have the same; 0 before they are read. */
    int digest() {
        return digest;
    }

    /** Digests by server, as they were last read. */
    Map<Integer, String> digests() {
        return digests;
    }

    /** Those that cannot be used, in words. */
    List<String> problems() {
        return new ArrayList<>(problems);
    }
}
