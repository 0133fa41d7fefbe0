package io.ringwatch.member;

import io.ringwatch.files.Change;
import io.ringwatch.files.Place;
import io.ringwatch.files.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Servers that people work on: what is edited for them, and when that is refused. */
final class Maintenance {
    private Maintenance() {}

    /** Why a command to begin or end it cannot be carried out. */
    static Optional<String> fault(Situation situation, Command command) {
        if (!situation.operation().groupInRingOrder().contains(situation.self())) {
            return Optional.of("this server is not in the group: ask another one");
        }
        if (command.untilMs() == 0) {
            return Optional.empty();
        }
        if (command.untilMs() <= situation.turn().wallMs()) {
            return Optional.of("that is over already");
        }
        return command.servers().stream()
                .map(server -> fault(situation, server))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> fault(Situation situation, int server) {
        String name = situation.nameOf(server);
        Row own = situation.row(server).orElse(null);
        if (own == null || own.place() != Place.GROUP) {
            return Optional.of(name + " is not in the group");
        }
        for (Row row : situation.files().rows()) {
            boolean other = row.number() != server;
            // If it is not separated, whatever it does for others would end with it unseen.
            if (other && row.holder() == server) {
                return Optional.of(
                        name
                                + " serves for "
                                + situation.nameOf(row.number())
                                + ": wait until that serves again itself");
            }
            if (other && row.leader() == server) {
                return Optional.of(
                        name
                                + " leads the recovery of "
                                + situation.nameOf(row.number())
                                + ": wait until that is over");
            }
        }
        return Optional.empty();
    }

    /** The changes that are still needed, {@code null} if none is. */
    static @Nullable List<Change> changes(
            Situation situation, List<Integer> servers, long untilMs) {
        var changes = new ArrayList<Change>();
        for (int server : servers) {
            Row row = situation.row(server).orElse(null);
            if (row != null && row.maintainedUntilMs() != untilMs) {
                changes.add(new Change(row, row.maintained(untilMs, situation.turn().wallMs())));
            }
        }
        return changes.isEmpty() ? null : changes;
    }
}
