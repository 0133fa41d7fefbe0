package io.ringwatch.sim.paper.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.Moment;
import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.ring.ServerType;
import io.ringwatch.ring.Timing;
import io.ringwatch.sim.paper.p2p.PeerMessage.File;
import io.ringwatch.sim.paper.p2p.PeerMessage.Marker;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Server 3 of five: P1 of server 4, P2 of server 2, whose P1 is server 1. */
class PeerServerTest {
    private static final Ring RING =
            new Ring(
                    "five",
                    IntStream.rangeClosed(1, 5).mapToObj(PeerServerTest::server).toList(),
                    false,
                    Timing.paper());

    private final SharedArea area = new SharedArea(List.of(1, 2, 3, 4, 5));
    private final List<String> sent = new ArrayList<>();
    private final PeerMethod method = new PeerMethod();
    private final PeerServer three = new PeerServer(RING, 3, true, area, method);
    private long nowMs = 1_700_000_000_000L;
    private List<Effect> effects = List.of();

    private static Server server(int number) {
        return new Server(
                number,
                "s" + number,
                ServerType.CPU,
                List.of("192.0.2." + number),
                List.of("d"),
                Isolation.DROP,
                false,
                1 << 20,
                "v" + number,
                false);
    }

    @BeforeEach
    void begin() {
        method.attach((from, to, taken) -> sent.add(from + ">" + to));
        feed(new Input.ClockTrust(true, ""));
        receive(new Marker(File.S, 1));
    }

    private void feed(Input input) {
        nowMs += 10;
        var out = new ArrayList<Effect>();
        three.on(input, new Moment(nowMs * 1_000_000, nowMs), out);
        effects = out;
    }

    private void receive(PeerMessage message) {
        three.put(message);
        feed(new Input.Timer());
    }

    private Program program(int target) {
        return three.programs().stream()
                .filter(p -> p.manages(target, Priority.P1) || p.manages(target, Priority.P2))
                .findFirst()
                .orElseThrow();
    }

    private List<Effect.ExamineNetwork> pings() {
        return effects.stream()
                .filter(Effect.ExamineNetwork.class::isInstance)
                .map(Effect.ExamineNetwork.class::cast)
                .toList();
    }

    private void answer(int server, boolean good) {
        Effect.ExamineNetwork asked =
                pings().stream().filter(p -> p.server() == server).findFirst().orElseThrow();
        feed(new Input.Examined(asked.op(), good, ""));
    }

    private void secondWaits() {
        answer(2, false);
        assertEquals(Program.State.WAITING, program(2).state());
        assertFalse(area.isInGroup(2));
    }

    @Test
    void shouldCheckBothTargetsWhenTheSFileComes() {
        assertEquals(List.of(4, 2), pings().stream().map(Effect.ExamineNetwork::server).toList());
        assertEquals(Program.State.MONITORING, program(4).state());
    }

    @Test
    void shouldActAsTheFirstAndExtendItsManagement() {
        answer(4, false);
        assertEquals(Program.State.CONFIRMING, program(4).state());
        sent.clear();
        answer(4, false);
        assertEquals(Program.State.RECOVERING, program(4).state());
        assertEquals(Program.State.MONITORING, program(5).state(), "extension");
        assertTrue(sent.contains("3>5"), "its target is to manage it");
    }

    @Test
    void shouldSendTheRFileForAFalseAlarm() {
        answer(4, false);
        sent.clear();
        answer(4, true);
        assertEquals(Program.State.MONITORING, program(4).state());
        assertTrue(area.isInGroup(4));
        assertEquals(List.of("3>5"), sent);
    }

    @Test
    void shouldWaitAsTheSecondUntilAnRFileOrUFile() {
        secondWaits();
        receive(new Marker(File.R, 2));
        assertEquals(Program.State.MONITORING, program(2).state());
    }

    @Test
    void shouldGoOnAsTheSecondAfterAUFileAndEndAfterADFile() {
        secondWaits();
        receive(new Marker(File.U, 4));
        assertEquals(Program.State.WAITING, program(2).state(), "about another target");
        receive(new Marker(File.D, 2));
        assertTrue(three.programs().stream().noneMatch(p -> p.manages(2, Priority.P2)));
    }

    @Test
    void shouldActAsTheSecondWhenTheFirstIsDeadToo() {
        answer(2, false);
        List<Effect.ExamineNetwork> asked = pings();
        assertEquals(2, asked.size(), "the target again, and its first manager");
        for (Effect.ExamineNetwork ping : asked) {
            feed(new Input.Examined(ping.op(), false, ""));
        }
        assertEquals(Program.State.RECOVERING, program(2).state());
        assertEquals(Program.State.MONITORING, program(1).state(), "extension, backwards");
    }
}
