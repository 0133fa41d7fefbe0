package io.ringwatch.sim.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The service daemons of a machine. */
final class Services {
    private final Map<String, State> states = new HashMap<>();
    private final List<String> names;

    /** How a daemon is. */
    enum State {
        WELL,
        /** Refuses; a restart of the daemon repairs it. */
        DEAD,
        /** Refuses; only a restart of the machine repairs it. */
        STUCK,
        /** Accepts and never replies; only a restart of the machine repairs it. */
        HUNG
    }

    Services(List<String> names) {
        this.names = names;
        all(State.WELL);
    }

    void all(State state) {
        names.forEach(name -> states.put(name, state));
    }

    /** Something happens to the first of them. */
    void first(State state) {
        if (!names.isEmpty()) {
            states.put(names.get(0), state);
        }
    }

    List<String> failed() {
        var failed = new ArrayList<>(names);
        failed.removeIf(name -> states.get(name) == State.WELL);
        return failed;
    }

    boolean anyHung() {
        return states.containsValue(State.HUNG);
    }

    /** Whether the daemon works after an attempt to restart it. */
    boolean restart(String name) {
        if (states.get(name) == State.DEAD) {
            states.put(name, State.WELL);
        }
        return states.get(name) == State.WELL;
    }
}
