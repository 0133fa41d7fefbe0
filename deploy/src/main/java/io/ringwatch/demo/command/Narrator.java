package io.ringwatch.demo.command;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Tells people what happens, as it happens. Safe for use by several threads. */
final class Narrator {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SS").withZone(ZoneId.systemDefault());

    /** What only fills the page: every agent tells it of itself, all the time. */
    private static final Set<String> PLAIN =
            Set.of("lease_won", "lease_lost", "quorum_won", "quorum_lost", "edit", "phase");

    /** Several agents tell the same; only the first is told on. */
    private static final long SAME_MS = 5_000;

    private static final int REMEMBERED_MAX = 500;

    private final PrintStream out;
    private final Map<String, Long> told =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > REMEMBERED_MAX;
                }
            };
    private long faultWallMs = Long.MAX_VALUE;

    Narrator(PrintStream out) {
        this.out = out;
    }

    /** From now on times are told from the fault, too. */
    synchronized void faultAt(long wallMs) {
        faultWallMs = wallMs;
    }

    synchronized void say(String text) {
        say(System.currentTimeMillis(), text);
    }

    synchronized void say(long wallMs, String text) {
        String since =
                wallMs < faultWallMs ? "" : "%+8.2f s  ".formatted((wallMs - faultWallMs) / 1000.0);
        out.println(TIME.format(Instant.ofEpochMilli(wallMs)) + "  " + since + text);
        out.flush();
    }

    synchronized void plain(String text) {
        out.println(text);
        out.flush();
    }

    /** Tells what an agent told. */
    synchronized void tell(Told.Line line) {
        Told.Item item = line.item();
        if (PLAIN.contains(item.kind()) || item.wallMs() < faultWallMs) {
            return;
        }
        String key = item.kind() + "|" + item.server() + "|" + item.text();
        Long last = told.put(key, item.wallMs());
        if (last == null || Math.abs(item.wallMs() - last) > SAME_MS) {
            say(item.wallMs(), "%-8s %s".formatted(line.teller(), about(line.teller(), item)));
        }
    }

    private static String about(String teller, Told.Item item) {
        return item.server().equals(teller)
                ? "(itself) " + item.text()
                : item.server() + ": " + item.text();
    }
}
