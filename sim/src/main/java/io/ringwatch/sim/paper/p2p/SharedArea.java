package io.ringwatch.sim.paper.p2p;

import io.ringwatch.capacity.PredictedLoad;
import io.ringwatch.ring.ServerType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The management files that all servers share on the file server (thesis, figure 5.6): group,
 * separation, trouble and real server condition; the operation file follows from the group. The
 * file server does not fail here, and what an access costs is not counted.
 */
final class SharedArea {
    private final TreeSet<Integer> group;
    private final Set<Integer> separation = new TreeSet<>();
    private final Map<Integer, Integer> trouble = new TreeMap<>();
    private final Map<Integer, Condition> conditions = new TreeMap<>();

    private record Condition(PredictedLoad load, long wallMs) {}

    SharedArea(List<Integer> servers) {
        group = new TreeSet<>(servers);
    }

    boolean isInGroup(int server) {
        return group.contains(server);
    }

    /** Place in the group file, counted from 0; -1 for who is not in it. */
    int place(int server) {
        return new ArrayList<>(group).indexOf(server);
    }

    /** Its row moves to the separation file. */
    void separate(int server) {
        if (group.remove(server)) {
            separation.add(server);
        }
    }

    /** Its row is put back into the group file. */
    void restore(int server) {
        if (separation.remove(server)) {
            group.add(server);
        }
        trouble.remove(server);
    }

    /** Who comes after this one in the ring of the operation file; itself, if it is alone. */
    int after(int server) {
        Integer next = group.higher(server);
        return next != null ? next : group.isEmpty() ? server : group.first();
    }

    /** Who comes before this one in the ring of the operation file; itself, if it is alone. */
    int before(int server) {
        Integer last = group.lower(server);
        return last != null ? last : group.isEmpty() ? server : group.last();
    }

    /** Who manages this target with the priority, by the operation file. */
    int manager(int target, Priority priority) {
        return priority == Priority.P1 ? before(target) : after(target);
    }

    /** The virtual server of a failed one is started on that host. */
    void started(int failed, int host) {
        trouble.put(failed, host);
    }

    /** The host of the virtual server of a failed one, -1 if it has none. */
    int host(int failed) {
        return trouble.getOrDefault(failed, -1);
    }

    /** Its load as it was measured and predicted at that time. */
    void condition(int server, PredictedLoad load, long wallMs) {
        conditions.put(server, new Condition(load, wallMs));
    }

    /**
     * The host with the smallest non-select value.
     *
     * @param failed type of the server that failed
     * @param inVain those that were tried in vain
     * @param sinceMs only who has measured its load since then can be chosen; who failed together
     *     with the target has not
     */
    OptionalInt choose(ServerType failed, Set<Integer> inVain, long sinceMs) {
        var loads = new TreeMap<Integer, PredictedLoad>();
        conditions.forEach(
                (server, condition) -> {
                    if (group.contains(server)
                            && !inVain.contains(server)
                            && condition.wallMs() >= sinceMs) {
                        loads.put(server, condition.load());
                    }
                });
        var vms = new HashMap<Integer, Integer>();
        trouble.values().forEach(host -> vms.merge(host, 1, Integer::sum));
        return loads.isEmpty()
                ? OptionalInt.empty()
                : NonSelectValue.choose(NonSelectValue.normalise(loads, vms), failed);
    }
}
