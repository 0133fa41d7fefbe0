package io.ringwatch.agent.probe;

import io.ringwatch.agent.process.ProcessRun;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * ICMP echo. A process that may open raw sockets (CAP_NET_RAW) sends it itself, by {@link
 * InetAddress#isReachable}: no process per examination. Any other asks {@code ping}, which is
 * allowed to. Without the capability isReachable would try TCP port 7 instead and take a firewall's
 * silence for a dead server, so it is not used then. Both send several echoes within the limit: one
 * lost packet is not a dead server.
 */
public final class IcmpEcho {
    private static final int CAP_NET_RAW = 13;
    private static final int ECHOES = 3;

    private final boolean raw;

    /** Chooses the means for this process. */
    public IcmpEcho() {
        this(mayOpenRawSockets());
    }

    IcmpEcho(boolean raw) {
        this.raw = raw;
    }

    /**
     * Whether the address answers within the limit; blocks no longer than that.
     *
     * @param address IP address
     * @param limit longest wait
     */
    public boolean answers(String address, Duration limit) {
        return raw ? answersRaw(address, limit) : answersPing(address, limit);
    }

    private static boolean answersRaw(String address, Duration limit) {
        try {
            InetAddress target = InetAddress.getByName(address);
            int partMs = Math.max(1, (int) (limit.toMillis() / ECHOES));
            for (int i = 0; i < ECHOES; i++) {
                if (target.isReachable(partMs)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // No route, or the interface is down: nothing answers.
            return false;
        }
    }

    /** With a deadline (-w) ping goes on sending until one echo (-c) is answered. */
    private static boolean answersPing(String address, Duration limit) {
        long seconds = Math.max(1, (limit.toMillis() + 999) / 1000);
        var command =
                List.of(
                        "ping",
                        "-n",
                        "-q",
                        "-i",
                        "0.2",
                        "-c",
                        "1",
                        "-w",
                        String.format(Locale.ROOT, "%d", seconds),
                        address);
        return ProcessRun.run(command, Map.of(), "", limit).ok();
    }

    private static boolean mayOpenRawSockets() {
        try {
            return capable(Files.readString(Path.of("/proc/self/status")));
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the text of /proc/self/status has CAP_NET_RAW among the effective capabilities. */
    static boolean capable(String status) {
        return status.lines()
                .filter(line -> line.startsWith("CapEff:"))
                .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .anyMatch(bits -> (bits >>> CAP_NET_RAW & 1) == 1);
    }
}
