package io.ringwatch.agent.daemon;

import io.ringwatch.agent.drivers.Services;
import io.ringwatch.agent.drivers.Services.State;
import io.ringwatch.agent.probe.Finding;
import io.ringwatch.member.Input;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The own services in one examination. One that overlaps a stop or a start on purpose says only of
 * those that answer how they serve (decision 0041).
 */
final class OwnServices {
    private final Services services;
    private final Map<String, Purpose> before = new LinkedHashMap<>();
    private boolean allRun = true;

    /** The examination of these begins. */
    OwnServices(Services services, List<String> names) {
        this.services = services;
        names.forEach(name -> before.put(name, purpose(name)));
    }

    /** Whether it is to be asked whether that one serves. */
    boolean isExamined(String name) {
        return Objects.requireNonNull(before.get(name)).state() != State.STOPPED;
    }

    /**
     * The examination is over.
     *
     * @param findings of those that were examined, in the order of their names
     */
    Input.SelfExamined result(long op, boolean gatewayOk, List<Finding> findings) {
        var failed = new ArrayList<String>();
        var starting = new ArrayList<String>();
        var stopped = new ArrayList<String>();
        int next = 0;
        for (String name : before.keySet()) {
            boolean answers = isExamined(name) && findings.get(next++).good();
            Purpose now = purpose(name);
            boolean runs = now.state() == State.RUNNING && now.equals(before.get(name));
            allRun &= runs;
            if (now.state() == State.STOPPED) {
                stopped.add(name);
            } else if (!answers) {
                (runs ? failed : starting).add(name);
            }
        }
        return new Input.SelfExamined(op, gatewayOk, failed, starting, stopped);
    }

    private Purpose purpose(String name) {
        return new Purpose(services.state(name), services.turns(name));
    }

    /** Whether all of them were to serve from its beginning to its end. */
    boolean allRun() {
        return allRun;
    }

    /** What one is to do, and how often that was something else. */
    private record Purpose(State state, long turns) {}
}
