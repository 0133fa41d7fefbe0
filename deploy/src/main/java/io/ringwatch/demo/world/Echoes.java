package io.ringwatch.demo.world;

import io.ringwatch.demo.line.Wire;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Network examinations: echoes carried to boards and back; one that is not answered is silence. */
final class Echoes {
    /** Echoes under way; the oldest are forgotten. */
    private static final int UNDER_WAY_MAX = 1024;

    private record Asker(Wire wire, String id) {}

    private final Map<Integer, Wire> boards = new HashMap<>();
    private final LinkedHashMap<Long, Asker> underWay = new LinkedHashMap<>();
    private long lastId;

    synchronized void boardIs(int machine, Wire wire) {
        boards.put(machine, wire);
    }

    synchronized void ended(Wire wire) {
        boards.values().removeIf(w -> w == wire);
        underWay.values().removeIf(a -> a.wire() == wire);
    }

    /** Carries an echo to a machine. */
    void ask(int machine, Wire asker, String id) throws IOException {
        Wire board;
        long ours;
        synchronized (this) {
            board = boards.get(machine);
            ours = ++lastId;
            underWay.put(ours, new Asker(asker, id));
            if (underWay.size() > UNDER_WAY_MAX) {
                underWay.remove(underWay.keySet().iterator().next());
            }
        }
        if (board != null) {
            board.send("ECHO " + ours);
        }
    }

    /** Carries an answer back. */
    void answered(long ours) throws IOException {
        Asker asker;
        synchronized (this) {
            asker = underWay.remove(ours);
        }
        if (asker != null) {
            asker.wire().send("ECHOED " + asker.id());
        }
    }
}
