package io.ringwatch.agent.host;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.config.RingFile;
import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.drivers.DriverListener;
import io.ringwatch.agent.drivers.Originals;
import io.ringwatch.agent.drivers.VirtualServers;
import io.ringwatch.member.Effect;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The drivers of server 1, which do as they are told on standard input and say with the time what
 * happens: {@code ready SECONDS}: until originals are ready; {@code prepare SERVER}; {@code suspend
 * SERVER}; {@code renew SERVER LEASE EVERY}: from now on, ms; {@code drop}; {@code stock}; {@code
 * problems}.
 */
final class GuestHostMain {
    private static final long MS = 1_000_000L;
    private static final Map<Integer, Long> HELD = new TreeMap<>();
    private static long everyMs;
    private static long lists;

    private GuestHostMain() {}

    /**
     * @param arguments ring file, state directory
     */
    public static void main(String[] arguments) throws Exception {
        RingConfig config = RingFile.read(Path.of(arguments[0]));
        try (HostDrivers drivers = new HostDrivers(config, 1, Path.of(arguments[1]), new Says())) {
            say("started");
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (true) {
                if (everyMs > 0 && !in.ready()) {
                    hold(drivers);
                    LockSupport.parkNanos(everyMs * MS);
                    continue;
                }
                String line = in.readLine();
                if (line == null) {
                    return;
                }
                try {
                    order(drivers, line.split(" ", -1));
                } catch (DriverException e) {
                    say("refused " + e.getMessage());
                }
            }
        } catch (DriverException e) {
            say("refused " + e.getMessage());
        }
    }

    private static void order(HostDrivers drivers, String[] words) throws DriverException {
        VirtualServers guests = drivers.virtualServers();
        Originals originals = guests.originals().orElseThrow();
        switch (words[0]) {
            case "ready" -> {
                originals.prepare(false, Duration.ofSeconds(Long.parseLong(words[1])));
                say("ready " + originals.stock());
            }
            case "prepare" -> {
                long beganNs = System.nanoTime();
                var prepared = guests.prepare(Integer.parseInt(words[1]), Duration.ofSeconds(30));
                say("prepared " + prepared + " in " + (System.nanoTime() - beganNs) / MS + " ms");
            }
            case "suspend" -> {
                guests.suspend(Integer.parseInt(words[1]));
                say("suspended " + words[1]);
            }
            case "renew" -> {
                HELD.put(Integer.parseInt(words[1]), Long.parseLong(words[2]));
                everyMs = Long.parseLong(words[3]);
            }
            case "drop" -> {
                HELD.clear();
                hold(drivers);
            }
            case "stock" -> say("stock " + originals.stock());
            case "problems" -> say("problems " + drivers.problems());
            default -> say("what is " + words[0]);
        }
    }

    private static void hold(HostDrivers drivers) {
        List<Effect.Hold> holds =
                HELD.entrySet().stream()
                        .map(
                                e ->
                                        new Effect.Hold(
                                                e.getKey(),
                                                e.getKey() != 1,
                                                System.nanoTime() + e.getValue() * MS))
                        .toList();
        // Said before: whatever passes later than the last end that was said is wrong.
        holds.forEach(h -> say("until " + h.untilNs()));
        drivers.vips().hold(++lists, holds);
    }

    private static synchronized void say(String text) {
        System.out.println(System.nanoTime() + " " + text);
        System.out.flush();
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
            say("died " + server + " " + reason);
        }
    }
}
