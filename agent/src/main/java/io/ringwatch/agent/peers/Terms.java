package io.ringwatch.agent.peers;

import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Digests of the ring file. Members whose <em>terms</em> differ (who votes, how long a lease lasts,
 * what a server without one does, which VIPs there are) could hold a VIP twice, so they refuse each
 * other; any other difference is only reported, so that a ring file can be changed server by
 * server.
 */
final class Terms {
    private Terms() {}

    static long ofRing(Ring ring) {
        var text = new StringBuilder();
        text.append(ring.name()).append('\n').append(ring.members()).append('\n');
        text.append(ring.timing().leaseNs()).append(' ').append(ring.timing().clockRatePpm());
        for (Server server : ring.servers()) {
            text.append('\n').append(server.number()).append(' ').append(server.name());
            text.append(' ').append(server.vips()).append(' ').append(server.isolation());
            text.append(' ').append(server.fenced());
        }
        return digest(text.toString());
    }

    static long digest(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(sha.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
