package io.ringwatch.demo.drivers;

import io.ringwatch.agent.drivers.DriverListener;
import io.ringwatch.agent.drivers.Vips;
import io.ringwatch.demo.line.Link;
import io.ringwatch.demo.plan.PlannedServer;
import io.ringwatch.demo.plan.World;
import io.ringwatch.member.Effect;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Claims VIPs at the switch. Every call sends all that may be held, each with its absolute end, so
 * a lost line costs nothing but time: the switch ends claims by itself.
 */
final class SwitchVips implements Vips {
    /** Lists sent and not yet confirmed; a switch that is silent for longer is gone. */
    private static final int UNCONFIRMED_MAX = 256;

    private final World world;
    private final int self;
    private final boolean probe;
    private final IntFunction<String> guestAddress;
    private final DriverListener listener;
    private final TreeMap<Long, Dropped> droppedBy = new TreeMap<>();
    private Set<Integer> named = new HashSet<>();

    /** What a list does not name any more, and its operation. */
    private record Dropped(long op, Set<Integer> servers) {}

    private long lastSeq;
    private @Nullable Link link;

    /**
     * @param probe whether the switch is to look for another holder first
     * @param guestAddress address of the virtual server of a server on this host, empty if there is
     *     none
     */
    SwitchVips(
            World world,
            int self,
            boolean probe,
            IntFunction<String> guestAddress,
            DriverListener listener) {
        this.world = world;
        this.self = self;
        this.probe = probe;
        this.guestAddress = guestAddress;
        this.listener = listener;
        // An agent that was killed may have left claims: the first list ends those it leaves out.
        world.realServers().stream().map(PlannedServer::number).forEach(named::add);
    }

    synchronized void connected(Link to) {
        link = to;
    }

    @Override
    public synchronized void hold(long op, List<Effect.Hold> holds) {
        var now = new HashSet<Integer>();
        long seq = ++lastSeq;
        var line = new StringBuilder("HOLD " + self + (probe ? " probe " : " blind ") + seq);
        for (Effect.Hold hold : holds) {
            String target = target(hold);
            if (!target.isEmpty()) {
                now.add(hold.server());
                line.append(' ').append(hold.server()).append(',').append(target).append(',');
                line.append(hold.untilNs());
            }
        }
        var dropped = new HashSet<>(named);
        dropped.removeAll(now);
        if (!dropped.isEmpty()) {
            droppedBy.put(seq, new Dropped(op, dropped));
            if (droppedBy.size() > UNCONFIRMED_MAX) {
                droppedBy.pollFirstEntry();
            }
        }
        named = now;
        if (link != null) {
            link.send(line.toString());
        }
    }

    private String target(Effect.Hold hold) {
        return hold.virtual()
                ? guestAddress.apply(hold.server())
                : world.server(hold.server()).serviceAddress();
    }

    @Override
    public void announce(List<Integer> servers) {
        // The switch follows the newest claim by itself: there are no caches to be told.
    }

    /** What the switch says of the claims. */
    void told(String line) {
        String[] words = line.split(" ", 3);
        switch (words[0]) {
            case "CLAIMED" -> listener.vipClaimed(Integer.parseInt(words[1]));
            case "CONFLICT" -> listener.vipConflict(Integer.parseInt(words[1]), words[2]);
            case "HELD" -> confirmed(Long.parseLong(words[1]));
            default -> {
                // WELCOME.
            }
        }
    }

    /** The switch has carried out a list, and with it all before. */
    private void confirmed(long seq) {
        var certain = new TreeMap<Integer, Long>();
        synchronized (this) {
            Map<Long, Dropped> done = droppedBy.headMap(seq, true);
            done.values().forEach(list -> list.servers().forEach(s -> certain.put(s, list.op())));
            done.clear();
            certain.keySet().removeAll(named);
        }
        certain.forEach(listener::vipDropped);
    }
}
