package io.ringwatch.sim.paper.p2p;

import io.ringwatch.member.Boot;
import io.ringwatch.ring.Ring;
import io.ringwatch.sim.record.Member;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Members that manage each other by the peer-to-peer method, for one world. Their files are shared
 * on a file server, so all members of a world are made by the same method.
 *
 * <p>What the thesis has and is not played: the background program that restarts a server's own
 * network service, and the restart of virtual servers whose host fails (figure 5.10 (d)). No
 * experiment of the papers' tables has either.
 */
public final class PeerMethod implements Member.Factory {
    private final Map<Integer, PeerServer> running = new HashMap<>();
    private @Nullable SharedArea area;
    private Wires wires =
            (from, to, taken) -> {
                throw new IllegalStateException("not attached to a world");
            };

    /** Carries things from server to server. */
    public interface Wires {
        /** As {@code World.carry}. */
        void carry(int from, int to, Runnable taken);
    }

    /** Over what its members are to talk; before the world's time begins. */
    public void attach(Wires to) {
        wires = to;
    }

    @Override
    public Member begin(Ring ring, int self, Boot boot) {
        if (self == Ring.WITNESS) {
            return new Bystander();
        }
        if (area == null) {
            List<Integer> servers = ring.servers().stream().map(server -> server.number()).toList();
            area = new SharedArea(servers);
        }
        var server = new PeerServer(ring, self, boot.flag(), area, this);
        running.put(self, server);
        return server;
    }

    void send(int from, int to, PeerMessage message) {
        wires.carry(
                from,
                to,
                () -> {
                    PeerServer receiver = running.get(to);
                    if (receiver != null) {
                        receiver.put(message);
                    }
                });
    }
}
