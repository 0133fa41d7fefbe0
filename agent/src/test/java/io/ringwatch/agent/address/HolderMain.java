package io.ringwatch.agent.address;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.config.RingFile;
import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.drivers.DriverListener;
import io.ringwatch.member.Effect;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds the VIPs of server 1 as it is told on its input, and says with the time what happens:
 * {@code hold MS}: once, for so long; {@code park}; {@code renew LEASE EVERY}: from now on, ms;
 * {@code drop}; {@code announce}; {@code clear}: whether it was asked ahead.
 */
final class HolderMain {
    private static final long MS = 1_000_000L;
    private static long leaseMs;
    private static long everyMs;
    private static long lists;

    private HolderMain() {}

    public static void main(String[] vips) throws Exception {
        RingConfig config = RingFile.parse("ring.yaml", ring(String.join(", ", vips))).config();
        try (KernelVips held = Addresses.open(config, 1, Duration.ofMillis(150), new Says())) {
            say("ready");
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (true) {
                if (everyMs > 0 && !in.ready()) {
                    hold(held, System.nanoTime() + leaseMs * MS);
                    LockSupport.parkNanos(everyMs * MS);
                    continue;
                }
                String line = in.readLine();
                if (line == null) {
                    return;
                }
                order(held, line.split(" ", -1));
            }
        } catch (DriverException e) {
            say("refused " + e.getMessage());
        }
    }

    private static void order(KernelVips held, String[] words) {
        everyMs = 0;
        switch (words[0]) {
            case "hold" -> hold(held, System.nanoTime() + Long.parseLong(words[1]) * MS);
            case "park" -> hold(held, Long.MAX_VALUE);
            case "drop" -> held.hold(++lists, List.of());
            case "announce" -> held.announce(List.of(1));
            case "clear" -> say("clear " + held.isClear(1));
            case "problems" -> say("problems " + held.problems());
            case "renew" -> {
                leaseMs = Long.parseLong(words[1]);
                everyMs = Long.parseLong(words[2]);
            }
            default -> say("what is " + words[0]);
        }
    }

    private static void hold(KernelVips held, long untilNs) {
        // Said before: whatever passes later than the last end that was said is wrong.
        say("until " + untilNs);
        held.hold(++lists, List.of(new Effect.Hold(1, false, untilNs)));
    }

    private static synchronized void say(String text) {
        System.out.println(System.nanoTime() + " " + text);
        System.out.flush();
    }

    private static String ring(String vips) {
        return """
               ring: lab
               insecure: true
               defaults: {gateway: 10.9.0.254, type: CPU, isolation: drop}
               servers:
                 - {number: 1, name: one, service-address: 10.9.0.1, management-address: 10.8.0.1,
                    mac: "02:00:00:00:00:01", vips: [%s], procedure: /p, services: [sshd]}
                 - {number: 2, name: two, service-address: 10.9.0.2, management-address: 10.8.0.2,
                    mac: "02:00:00:00:00:02", vips: [10.9.0.200], procedure: /p, services: [sshd]}
               """
                .formatted(vips.replaceAll("([^, ]+)", "\"$1\""));
    }

    private static final class Says implements DriverListener {
        @Override
        public void vipClaimed(int server) {
            say("claimed " + server);
        }

        @Override
        public void vipDropped(int server, long op) {
            say("dropped " + server);
        }

        @Override
        public void vipConflict(int server, String detail) {
            say("conflict " + server + " " + detail);
        }

        @Override
        public void guestDied(int server, String reason) {
            say("guest died " + server);
        }
    }
}
