package io.ringwatch.sim.paper.p2p;

import io.ringwatch.capacity.LoadHistory;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.MemberView;
import io.ringwatch.member.Moment;
import io.ringwatch.ring.Ring;
import io.ringwatch.sim.paper.p2p.PeerMessage.Deed;
import io.ringwatch.sim.record.Member;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One server of the peer-to-peer method: its executer, which runs the management programs while the
 * flag is there, its part in the synchronisation, and what others have done on it by command.
 */
final class PeerServer implements Member {
    private static final long SECOND_NS = 1_000_000_000L;

    /** How much later each further server of the group sends the S.file, if it has seen none. */
    private static final long TURN_NS = 50_000_000L;

    private final Ring ring;
    private final int self;
    private final SharedArea area;
    private final Hands hands;
    private final Deeds deeds;
    private final LoadHistory load = new LoadHistory(5);
    private final List<Program> programs = new ArrayList<>();
    private final Deque<PeerMessage> inbox = new ArrayDeque<>();
    private boolean flag;
    private boolean started;
    private long synchronisedNs = Long.MIN_VALUE / 2;

    PeerServer(Ring ring, int self, boolean flag, SharedArea area, PeerMethod method) {
        this.ring = ring;
        this.self = self;
        this.flag = flag;
        this.area = area;
        this.hands = new Hands(ring, self, method);
        this.deeds = new Deeds(hands);
    }

    /** A message is there; the next input has it read. */
    void put(PeerMessage message) {
        inbox.add(message);
    }

    /** The management programs, those that have ended not. */
    List<Program> programs() {
        return List.copyOf(programs);
    }

    @Override
    public long wakeAtNs() {
        return hands.wakeAtNs();
    }

    @Override
    public MemberView view(Moment now) {
        return Bystander.nothing(self, flag);
    }

    @Override
    public void on(Input input, Moment now, List<Effect> effects) {
        hands.begin(now, effects);
        if (input instanceof Input.FlagSeen seen) {
            flag = seen.present();
        } else if (input instanceof Input.Examined examined) {
            hands.done(examined.op(), examined.good());
        } else if (input instanceof Input.LoadSampled sampled) {
            load.add(sampled.sample());
        } else {
            deeds.on(input);
        }
        execute();
        while (!inbox.isEmpty()) {
            receive(inbox.removeFirst());
        }
        hands.ring(now);
        programs.removeIf(Program::hasEnded);
    }

    /** The executer: programs run while there is a flag. */
    private void execute() {
        if (flag && !started) {
            started = true;
            if (area.host(self) < 0) {
                deeds.setOwnVip();
            }
            area.restore(self);
            awaitTick();
            takePlace(area.after(self), Priority.P1);
            takePlace(area.before(self), Priority.P2);
        } else if (!flag && started) {
            started = false;
            programs.forEach(Program::end);
        }
    }

    /** Manages this target, and has it manage this server. */
    private void takePlace(int target, Priority priority) {
        if (target != self) {
            run(target, priority);
            hands.order(target, priority == Priority.P1 ? Deed.RUN_P2 : Deed.RUN_P1, self);
        }
    }

    /**
     * Runs a program for a target, unless one does so already. One of the same priority for another
     * target was only there because this one had failed, and ends, unless it is in a recovery.
     */
    Program run(int target, Priority priority) {
        programs.stream()
                .filter(program -> program.priority() == priority && !program.isRecovering())
                .filter(program -> !program.manages(target, priority))
                .forEach(Program::end);
        for (Program program : programs) {
            if (program.manages(target, priority)) {
                return program;
            }
        }
        var program = new Program(this, hands, area, target, priority);
        programs.add(program);
        return program;
    }

    private void awaitTick() {
        long intervalMs = ring.timing().intervalNs() / 1_000_000;
        long leftMs = intervalMs - hands.now().wallMs() % intervalMs;
        hands.after(leftMs * 1_000_000, this::tick);
    }

    /** The first in the group file sends the S.file; the next ones do if that did not come. */
    private void tick() {
        if (!started) {
            return;
        }
        int place = area.place(self);
        long tickNs = hands.now().monoNs();
        if (place >= 0) {
            hands.after(place * TURN_NS, () -> synchronise(tickNs));
        }
        hands.after(SECOND_NS / 2, this::awaitTick);
    }

    private void synchronise(long tickNs) {
        if (started && synchronisedNs < tickNs - SECOND_NS) {
            ring.servers().forEach(server -> hands.send(server.number(), PeerMessage.File.S, self));
        }
    }

    private void receive(PeerMessage message) {
        if (message instanceof PeerMessage.Done done) {
            hands.done(done.op(), done.good());
        } else if (message instanceof PeerMessage.Marker marker) {
            received(marker);
        } else if (message instanceof PeerMessage.Order order) {
            if (order.deed() != Deed.RUN_P1 && order.deed() != Deed.RUN_P2) {
                deeds.carryOut(order);
            } else if (started) {
                run(order.server(), order.deed() == Deed.RUN_P1 ? Priority.P1 : Priority.P2);
            }
        }
    }

    private void received(PeerMessage.Marker marker) {
        if (marker.file() == PeerMessage.File.S) {
            if (started && synchronisedNs < hands.now().monoNs() - SECOND_NS) {
                synchronisedNs = hands.now().monoNs();
                area.condition(self, load.predict(), hands.now().wallMs());
                List.copyOf(programs).forEach(Program::check);
            }
        } else {
            List.copyOf(programs).forEach(program -> program.receive(marker));
        }
    }
}
