package io.ringwatch.sim.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The service daemons of a machine. */
final class Services {
    private final Map<String, State> states = new HashMap<>();
    private final List<String> names;
    private boolean startFails;

    /** How a daemon is. */
    enum State {
        WELL,
        /** Refuses; a restart of the daemon repairs it. */
        DEAD,
        /** Refuses; only a restart of the machine repairs it. */
        STUCK,
        /** Answers what it should not; a restart of the daemon repairs it. */
        WRONG,
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

    /** Their machine has booted. */
    void begin() {
        all(startFails ? State.DEAD : State.WELL);
    }

    /** From now on none of them can be started, or all can. */
    void startFails(boolean fails) {
        startFails = fails;
    }

    /** Something happens to the one of this name, to the first of them if the name is empty. */
    void set(String name, State state) {
        if (!names.isEmpty()) {
            states.put(name.isEmpty() ? names.get(0) : name, state);
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

    /** What the first of them that does not work says; empty if all work. */
    String complaint() {
        List<String> failed = failed();
        if (failed.isEmpty()) {
            return "";
        }
        return states.get(failed.get(0)) == State.WRONG
                ? failed.get(0) + " answered what it should not"
                : "refused";
    }

    /** Whether the daemon works after an attempt to restart it. */
    boolean restart(String name) {
        State state = states.get(name);
        if (!startFails && (state == State.DEAD || state == State.WRONG)) {
            states.put(name, State.WELL);
        }
        return states.get(name) == State.WELL;
    }
}
