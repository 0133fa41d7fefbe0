package io.ringwatch.sim.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.files.Files;
import io.ringwatch.files.Proof;
import io.ringwatch.files.Row;
import io.ringwatch.ring.Timing;
import io.ringwatch.sim.world.World;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each rule about what may be so for a while only, broken on purpose. */
class PlantedStatesTest {
    private static final int SETTLED_S = 200;

    private final StandInSight sight =
            new StandInSight(World.ring(3).timing(Timing.standard()).ring());
    private final Overseer overseer = new Overseer(sight);
    private long nowNs;

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            nowNs += Overseer.EVERY_NS;
            overseer.look(List.of(sight.files), nowNs);
        }
    }

    private Rule brokenWithin(int seconds) {
        return assertThrows(Violation.class, () -> pass(seconds)).rule();
    }

    private void plant(Row row) {
        sight.files = after(sight.files, row);
    }

    @Test
    void shouldNoticeAnUnbrokenServerThatDoesNotHoldItsVip() {
        pass(SETTLED_S);
        sight.holders.remove(2);
        assertEquals(Rule.UNBROKEN_SERVED, brokenWithin(5));
    }

    @Test
    void shouldNoticeAnUnbrokenServerThatIsSeparated() {
        pass(SETTLED_S);
        plant(Rows.separated(2, Rows.version(2)));
        assertEquals(Rule.UNBROKEN_SERVED, brokenWithin(1));
    }

    @Test
    void shouldAllowAGapOfOneLease() {
        pass(SETTLED_S);
        sight.holders.remove(2);
        pass(2);
        sight.holders.put(2, 2);
        pass(SETTLED_S);
        assertTrue(nowNs > 0);
    }

    @Test
    void shouldExcuseWhoWasTouched() {
        pass(SETTLED_S);
        overseer.touched(2, nowNs);
        plant(Rows.separated(2, Rows.version(2)));
        sight.holders.remove(2);
        pass(SETTLED_S);
        assertFalse(sight.holders.containsKey(2));
    }

    @Test
    void shouldExcuseWhoReachesNoQuorum() {
        pass(SETTLED_S);
        sight.alone.add(2);
        pass(1);
        sight.holders.remove(2);
        pass(SETTLED_S);
        assertFalse(sight.holders.containsKey(2));
    }

    @Test
    void shouldExcuseWhoseCouncilHasLostItsDisks() {
        pass(SETTLED_S);
        sight.ring().servers().forEach(server -> sight.diskless.add(server.number()));
        pass(1);
        sight.holders.remove(2);
        pass(SETTLED_S);
        assertFalse(sight.holders.containsKey(2));
    }

    /** The council that separated it lived for less than the time between two looks. */
    @Test
    void shouldExcuseWhoDidNotReachACouncilInBetween() {
        var five = new StandInSight(World.ring(5).timing(Timing.standard()).ring());
        five.alone.add(1);
        Files before = five.files;
        Files between = before;
        for (int server = 2; server <= 4; server++) {
            between = after(between, Rows.separated(server, between.version()));
        }
        Files last = after(between, Rows.separated(5, between.version()));
        for (int server = 2; server <= 4; server++) {
            last = after(last, before.row(server).orElseThrow());
        }
        List<Files> all = List.of(between, last);
        Files alone = last;

        Overseer seesAll = settled(five, before);
        five.files = last;
        seesAll.look(all, (SETTLED_S + 1) * Overseer.EVERY_NS);

        five.files = before;
        Overseer seesOne = settled(five, before);
        five.files = last;
        assertThrows(
                Violation.class,
                () -> seesOne.look(List.of(alone), (SETTLED_S + 1) * Overseer.EVERY_NS));
    }

    private static Overseer settled(StandInSight world, Files files) {
        var judge = new Overseer(world);
        for (int second = 1; second <= SETTLED_S; second++) {
            judge.look(List.of(files), second * Overseer.EVERY_NS);
        }
        return judge;
    }

    private static Files after(Files before, Row row) {
        return before.apply(Rows.edit(before, row), before.version().next());
    }

    @Test
    void shouldNoticeAVirtualServerWithoutAProblemRow() {
        sight.guests.put(3, List.of(2));
        assertEquals(Rule.WANTED_GUESTS, brokenWithin(SETTLED_S));
    }

    @Test
    void shouldAllowAVirtualServerOfASeparatedOne() {
        sight.unsound.add(2);
        plant(Rows.separated(2, Rows.version(2)));
        plant(sight.files.row(2).orElseThrow().assigned(3, Proof.EXPIRED, 0));
        sight.holders.put(2, 3);
        sight.guests.put(3, List.of(2));
        sight.targets.put(1, 3);
        sight.targets.remove(2);
        pass(SETTLED_S);
        assertEquals(List.of(), Alive.missing(sight));
    }

    @Test
    void shouldMissAHolder() {
        assertEquals(List.of(), Alive.missing(sight));
        sight.holders.remove(2);
        assertEquals(1, Alive.missing(sight).size());
    }

    @Test
    void shouldMissAManager() {
        sight.targets.put(1, 3);
        // nobody manages the second, and two the third
        assertEquals(2, Alive.missing(sight).size());
    }

    @Test
    void shouldAskNothingOfThoseWhoAreNoQuorum() {
        sight.down.addAll(List.of(2, 3));
        sight.holders.clear();
        assertEquals(List.of(), Alive.missing(sight));
    }

    @Test
    void shouldMissWhatIsNotAsItWasAtFirst() {
        assertEquals(List.of(), Quiet.missing(sight));
        sight.guests.put(3, List.of(2));
        assertEquals(1, Quiet.missing(sight).size());
    }
}
