package io.ringwatch.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.ring.ServerType;
import io.ringwatch.ring.Timing;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurvivalTest {
    private static Ring ring(int servers, boolean witness, Timing timing) {
        return new Ring(
                "test",
                IntStream.rangeClosed(1, servers).mapToObj(SurvivalTest::server).toList(),
                witness,
                timing);
    }

    /** Numbers need not run from 1 on. */
    private static Server server(int n) {
        return new Server(
                10 * n,
                "s" + n,
                ServerType.CPU,
                List.of(),
                List.of(),
                Isolation.DROP,
                false,
                1,
                "v" + n,
                false);
    }

    private static Survival survival(int servers, boolean witness) {
        return Survival.of(ring(servers, witness, Timing.standard()));
    }

    private static String text(Losses losses) {
        return "%d %d %d %d"
                .formatted(
                        losses.atOnce(),
                        losses.atOnceSparing(),
                        losses.inTurn(),
                        losses.inTurnSparing());
    }

    /** At once, at once sparing the lowest, one after another, likewise. */
    @ParameterizedTest
    @CsvSource({
        "2, 0 1 0 1, 1 1 1 1, 0 0 0 0",
        "3, 1 1 1 2, 1 2 2 2, 0 1 0 1",
        "4, 1 2 2 3, 2 2 3 3, 1 1 1 2",
        "5, 2 2 3 4, 2 3 4 4, 1 2 2 3",
        "6, 2 3 4 5, 3 3 5 5, 2 2 3 4",
        "7, 3 3 5 6, 3 4 6 6, 2 3 4 5",
        "8, 3 3 6 7, 3 4 7 7, 2 3 5 6",
        "40, 3 3 38 39, 3 4 39 39, 2 3 37 38",
    })
    void shouldCountWhatMayFail(int servers, String without, String with, String dead) {
        assertEquals(without, text(survival(servers, false).losses()));
        assertEquals(with, text(survival(servers, true).losses()));
        assertEquals(dead, text(survival(servers, true).witnessDead().orElseThrow()));
        assertEquals(with, text(survival(servers, false).otherwise()));
        assertEquals(without, text(survival(servers, true).otherwise()));
        assertTrue(survival(servers, false).witnessDead().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "2, false, 1|1 LOWEST",
        "2, true, 1|1 WITNESS",
        "3, false, 1|2 LARGER",
        "3, true, 1|2 LARGER_UNLESS_BOTH",
        "6, false, 1|5 LARGER 2|4 LARGER 3|3 LOWEST",
        "6, true, 1|5 LARGER 2|4 LARGER 3|3 WITNESS",
        "7, true, 1|6 LARGER 2|5 LARGER 3|4 LARGER_UNLESS_BOTH",
        "30, false, 1|6 LARGER 2|5 LARGER 3|4 LARGER",
    })
    void shouldSayWhichSideGoesOn(int servers, boolean witness, String expected) {
        assertEquals(
                expected,
                survival(servers, witness).splits().stream()
                        .map(s -> s.smaller() + "|" + s.larger() + " " + s.winner())
                        .collect(Collectors.joining(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "2, false, 2, 1",
        "2, true, 2, 2",
        "3, true, 3, 2",
        "6, false, 4, 3",
        "9, true, 5, 4"
    })
    void shouldCountVotes(int servers, boolean witness, int quorum, int withLowest) {
        Survival survival = survival(servers, witness);

        assertEquals(quorum, survival.quorum());
        assertEquals(withLowest, survival.quorumWithLowest());
    }

    @Test
    void shouldSayWhoGoesOnWithoutWhom() {
        assertTrue(survival(2, false).goesOnWithout(Set.of(20)));
        assertFalse(survival(2, false).goesOnWithout(Set.of(10)));
        assertTrue(survival(2, true).goesOnWithout(Set.of(10)));
        assertFalse(survival(2, true).goesOnWithout(Set.of(10, Ring.WITNESS)));
    }

    @ParameterizedTest
    @CsvSource({
        "2, false, 1",
        "2, true, 1",
        "3, false, 1",
        "3, true, 2",
        "6, false, 3",
        "7, true, 4"
    })
    void shouldKnowHowManyNeighboursCanBeCutOff(int servers, boolean witness, int neighbours) {
        assertEquals(neighbours, survival(servers, witness).neighbours());
    }

    /** Four of the seven that vote in a ring of 14 sit two apart. */
    @Test
    void shouldCountThoseWhoDoNotVoteAmongTheNeighbours() {
        assertEquals(7, survival(14, false).neighbours());
    }

    @ParameterizedTest
    @CsvSource({
        "paper, 10000, 15300, 19300, 27056, 7756",
        "default, 1550, 4600, 4600, 27056, 22456",
        "fast, 620, 2000, 2000, 22822, 20822",
    })
    void shouldFenceEarlyEnoughInEveryProfile(
            String name, long noticed, long ordered, long last, long minority, long room) {
        Timing timing =
                switch (name) {
                    case "paper" -> Timing.paper();
                    case "fast" -> Timing.fast();
                    default -> Timing.standard();
                };
        Ring ring = ring(6, false, timing);
        FenceRace race = FenceRace.of(ring, Survival.of(ring));

        assertEquals(
                List.of(noticed, ordered, last, minority, room),
                List.of(
                                race.noticedNs(),
                                race.orderedNs(),
                                race.lastNs(),
                                race.minorityNs(),
                                race.roomNs())
                        .stream()
                        .map(ns -> ns / 1_000_000)
                        .toList());
    }

    @Test
    void shouldCountNeighboursThatAreFoundOneAfterAnother() {
        Ring ring = ring(14, false, Timing.standard());
        FenceRace race = FenceRace.of(ring, Survival.of(ring));

        assertEquals(6 * ring.timing().networkLimitNs(), race.lastNs() - race.orderedNs());
    }
}
