package io.ringwatch.demo.world;

import io.ringwatch.demo.line.Wire;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Those who want to be told what happens by itself. */
final class Watchers {
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();

    void add(Wire wire) {
        wires.add(wire);
    }

    void remove(Wire wire) {
        wires.remove(wire);
    }

    void tell(String line) {
        for (Wire wire : wires) {
            try {
                wire.send(line);
            } catch (IOException e) {
                // Its agent is gone; the next one asks what runs.
                Watchers.this.remove(wire);
            }
        }
    }
}
