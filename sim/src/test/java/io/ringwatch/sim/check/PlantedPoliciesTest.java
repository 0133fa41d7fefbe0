package io.ringwatch.sim.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.files.Incarnation;
import io.ringwatch.files.Place;
import io.ringwatch.files.Proof;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.ring.FailBack;
import io.ringwatch.ring.Timing;
import io.ringwatch.sim.world.World;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Maintenance and policies of fail-back, broken on purpose, and all that they excuse. */
class PlantedPoliciesTest {
    private static final int SETTLED_S = 200;
    private static final long MIN_MS = 60_000;
    private static final FailBack MANUAL = new FailBack(FailBack.NEVER, 0);

    private StandInSight sight = of(FailBack.AUTO);
    private Overseer overseer = new Overseer(sight);
    private long nowNs;

    private static StandInSight of(FailBack policy) {
        return new StandInSight(
                World.ring(4).timing(Timing.standard().withFailBack(policy)).ring());
    }

    private void begin(FailBack policy) {
        sight = of(policy);
        overseer = new Overseer(sight);
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            nowNs += Overseer.EVERY_NS;
            sight.wallMs += 1_000;
            overseer.look(List.of(sight.files), nowNs);
        }
    }

    private void plant(Row... rows) {
        sight.files = sight.files.apply(Rows.edit(sight.files, rows), sight.files.version().next());
        pass(1);
    }

    private Row row(int server) {
        return sight.files.row(server).orElseThrow();
    }

    private void maintain(int server) {
        plant(row(server).maintained(sight.wallMs + MIN_MS, 0));
    }

    private Rule broken(Row row) {
        return assertThrows(Violation.class, () -> plant(row)).rule();
    }

    /** People have switched the second off: the first manages the third as well. */
    private void switchOff() {
        sight.down.add(2);
        sight.holders.remove(2);
        sight.extensions.put(1, 3);
    }

    /** The third serves for the second, which is on again. */
    private void standIn() {
        pass(1);
        sight.unsound.add(2);
        plant(Rows.separated(2, sight.files.version().next()));
        plant(row(2).assigned(3, Proof.EXPIRED, 0));
        sight.holders.put(2, 3);
        sight.guests.put(3, List.of(2));
    }

    private void vacate() {
        plant(row(2).vacated(sight.files.version().next(), 0));
    }

    private Row home() {
        return row(2).assigned(2, Proof.RELEASED, 0).admitted(7, 8, 0);
    }

    @Test
    void shouldMissNothingOfWhoIsWorkedOn() {
        maintain(2);
        var maintained = new Maintained(sight);
        switchOff();
        assertEquals(List.of(), Alive.missing(sight, maintained.look()));
        assertTrue(maintained.isOngoing());
        assertEquals(2, Alive.missing(sight).size());
    }

    @Test
    void shouldMissWhatIsNotServedBesideIt() {
        maintain(2);
        switchOff();
        sight.holders.remove(3);
        List<String> missing = Alive.missing(sight, new Maintained(sight).look());
        assertEquals(1, missing.size());
        assertTrue(missing.get(0).contains("web1"), missing.get(0));
    }

    @Test
    void shouldMissTheManagerBehindIt() {
        maintain(2);
        switchOff();
        sight.extensions.clear();
        assertEquals(1, Alive.missing(sight, new Maintained(sight).look()).size());
    }

    @Test
    void shouldMissNothingOfWhoRunsAndIsNotLetIn() {
        maintain(2);
        sight.targets.remove(2);
        assertEquals(1, Alive.missing(sight, Set.of(2)).size());
        sight.extensions.put(1, 3);
        assertEquals(List.of(), Alive.missing(sight, Set.of(2)));
        sight.targets.put(2, 3);
        assertEquals(1, Alive.missing(sight, Set.of(2)).size());
    }

    @Test
    void shouldWantNoHostAmongThoseWhoAreWorkedOn() {
        sight.down.add(4);
        sight.holders.remove(4);
        sight.targets.put(3, 1);
        plant(Rows.separated(4, sight.files.version().next()));
        assertEquals(1, Alive.missing(sight).size());
        assertEquals(1, Alive.missing(sight, Set.of(1, 2)).size());
        assertEquals(List.of(), Alive.missing(sight, Set.of(1, 2, 3)));
    }

    @Test
    void shouldForgetThoseWhoAreNotWorkedOnAnyMore() {
        maintain(2);
        var before = new Maintained(sight);
        before.look();
        sight.wallMs += 2 * MIN_MS;
        assertEquals(Set.of(2), before.look());
        assertFalse(before.isOngoing());
        assertEquals(Set.of(), new Maintained(sight).look());
        assertFalse(Maintained.covers(sight, 2));
    }

    @Test
    void shouldNoticeASeparationOfWhoIsWorkedOn() {
        maintain(2);
        sight.unsound.add(2);
        assertEquals(
                Rule.LEFT_ALONE, broken(row(2).separated(Place.REVIVING, Reason.NETWORK, 1, 0)));
    }

    @Test
    void shouldAllowItForARestartAndAtTheEnd() {
        maintain(2);
        maintain(3);
        sight.unsound.addAll(List.of(2, 3));
        plant(row(2).separated(Place.REVIVING, Reason.RESTART, 1, 0));
        pass(58);
        plant(row(3).separated(Place.REVIVING, Reason.NETWORK, 1, 0));
        assertEquals(Place.REVIVING, row(3).place());
    }

    @Test
    void shouldNoticeAReturnThatNobodyOrdered() {
        begin(MANUAL);
        standIn();
        pass(SETTLED_S);
        vacate();
        assertEquals(Rule.RETURNED_BY_POLICY, broken(home()));
    }

    @Test
    void shouldNoticeItAlthoughTheLeadersAgentEnded() {
        begin(MANUAL);
        standIn();
        pass(SETTLED_S);
        overseer.touched(1, nowNs);
        sight.down.add(1);
        pass(2);
        sight.down.remove(1);
        vacate();
        assertEquals(Rule.RETURNED_BY_POLICY, broken(home()));
    }

    @Test
    void shouldAllowAReturnThatSomebodyOrdered() {
        begin(MANUAL);
        standIn();
        pass(SETTLED_S);
        plant(row(2).separated(Place.REVIVING, Reason.NONE, 1, 0));
        vacate();
        plant(home());
        assertEquals(Place.GROUP, row(2).place());
    }

    @Test
    void shouldAllowAReturnFromAHostThatDoesNotServe() {
        begin(MANUAL);
        standIn();
        pass(SETTLED_S);
        sight.holders.remove(2);
        pass(1);
        vacate();
        plant(home());
        assertEquals(Place.GROUP, row(2).place());
    }

    @Test
    void shouldAllowAReturnFromAHostThatLeaves() {
        begin(MANUAL);
        // its own function is elsewhere, so an operator may have it moved unjudged
        sight.holders.remove(3);
        standIn();
        pass(SETTLED_S);
        Version next = sight.files.version().next();
        plant(row(2).vacated(next, 0), row(3).separated(Place.REVIVING, Reason.NONE, 1, 0));
        plant(home());
        assertEquals(Place.GROUP, row(2).place());
    }

    @Test
    void shouldJudgeNothingThatAnIncarnationBeganWith() {
        begin(MANUAL);
        standIn();
        pass(SETTLED_S);
        plant(row(2).maintained(sight.wallMs + MIN_MS, 0));
        var began = new Version(new Incarnation(2, 1), 0);
        sight.files = sight.files.apply(Rows.edit(sight.files, row(2).vacated(began, 0)), began);
        pass(1);
        plant(home());
        assertEquals(Place.GROUP, row(2).place());
    }

    @Test
    void shouldNoticeAReturnBeforeItsTimeOnly() {
        var policy = new FailBack(100_000_000_000L, 0);
        begin(policy);
        standIn();
        pass(SETTLED_S);
        vacate();
        plant(home());

        begin(policy);
        standIn();
        pass(SETTLED_S);
        sight.down.add(2);
        pass(1);
        sight.down.remove(2);
        pass(90);
        vacate();
        assertEquals(Rule.RETURNED_BY_POLICY, broken(home()));
    }
}
