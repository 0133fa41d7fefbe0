package io.ringwatch.agent.cli;

import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.survival.FenceRace;
import io.ringwatch.survival.Losses;
import io.ringwatch.survival.Split;
import io.ringwatch.survival.Survival;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a ring survives, as {@code config check --json} prints it. Members are named, durations are
 * nanoseconds.
 *
 * @param servers how many servers the ring has
 * @param council who votes
 * @param quorum so many votes are a quorum
 * @param quorumWithLowest so many are one with that of the lowest-numbered server
 * @param losses how many servers may fail
 * @param witnessDead the same while the witness is dead; {@code null} without one
 * @param otherwise the same without the witness, or with one if there is none
 * @param splits sides, counted in servers of the council, and which goes on
 * @param fenced servers that have a power fence
 * @param kept servers that keep their VIPs without a lease
 * @param lossNs a quorum is known to be missing, not earlier
 * @param orderedNs a side with a quorum has ordered its first fence by then
 * @param lastNs and its last one by then
 * @param minorityNs one without orders fences, not earlier
 * @param roomNs how long a fence may take to be done before that
 */
record SurvivalReport(
        int servers,
        List<String> council,
        int quorum,
        int quorumWithLowest,
        Losses losses,
        @Nullable Losses witnessDead,
        Losses otherwise,
        List<Split> splits,
        List<String> fenced,
        List<String> kept,
        long lossNs,
        long orderedNs,
        long lastNs,
        long minorityNs,
        long roomNs) {
    static SurvivalReport of(Ring ring) {
        Survival survival = Survival.of(ring);
        FenceRace race = FenceRace.of(ring, survival);
        return new SurvivalReport(
                ring.servers().size(),
                survival.council().members().stream().map(ring::nameOf).toList(),
                survival.quorum(),
                survival.quorumWithLowest(),
                survival.losses(),
                survival.witnessDead().orElse(null),
                survival.otherwise(),
                survival.splits(),
                names(ring, Server::fenced),
                names(ring, s -> s.isolation() == Isolation.KEEP),
                race.lossNs(),
                race.orderedNs(),
                race.lastNs(),
                race.minorityNs(),
                race.roomNs());
    }

    static List<String> names(Ring ring, Predicate<Server> such) {
        return ring.servers().stream().filter(such).map(Server::name).toList();
    }
}
