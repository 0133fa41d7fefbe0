package io.ringwatch.agent.cli;

import io.ringwatch.agent.explain.Chronicle;
import io.ringwatch.agent.explain.Episode;
import io.ringwatch.agent.flight.FlightArchive;
import io.ringwatch.member.Event;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The flight records that explain.
 *
 * @param starts one for each start of an agent, in the order of their beginnings
 * @param damaged what could not be read
 */
record Records(List<Chronicle> starts, List<String> damaged) {
    /** Where the package has it. */
    private static final Path USUAL = Path.of("/var/lib/ringwatch/flight");

    Records {
        starts =
                starts.stream().sorted(Comparator.comparingLong(Chronicle::startedWallMs)).toList();
        damaged = List.copyOf(damaged);
    }

    /** An episode, and in whose record it is. */
    record Found(Chronicle chronicle, Episode episode) {
        /** Whether its agent looked for itself, and chose. */
        boolean isLedHere() {
            return episode.notes().stream().anyMatch(n -> n.is(Event.Kind.DETECTED));
        }

        long beginWallMs() {
            return episode.notes().get(0).at().wallMs();
        }
    }

    /** The records of the agents with these run directories. */
    static List<Path> places(List<Path> runDirectories) {
        List<Path> linked =
                runDirectories.stream()
                        .map(directory -> directory.resolve("flight"))
                        .filter(Files::isDirectory)
                        .toList();
        return linked.isEmpty() ? List.of(USUAL) : linked;
    }

    /**
     * Reads them.
     *
     * @throws CliException if there is nothing that can be read
     */
    static Records read(List<Path> places) {
        var starts = new ArrayList<Chronicle>();
        var damaged = new ArrayList<String>();
        for (Path place : places) {
            try {
                Chronicle.Read read = Chronicle.of(FlightArchive.of(place));
                starts.addAll(read.starts());
                damaged.addAll(read.damaged());
            } catch (IOException e) {
                damaged.add("cannot read the flight record " + place + ": " + diagnosis(e));
            }
        }
        if (starts.isEmpty()) {
            throw new CliException(
                    ExitCodes.BAD_INPUT,
                    damaged.isEmpty()
                            ? "there is no flight record in " + places
                            : String.join("; ", damaged));
        }
        return new Records(starts, damaged);
    }

    static String diagnosis(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "not allowed to read it";
        }
        return String.valueOf(e.getMessage());
    }

    Chronicle newest() {
        return starts.get(starts.size() - 1);
    }

    Chronicle oldest() {
        return starts.get(0);
    }

    /**
     * The last that happened to that member. Of several agents that saw something in the same
     * minute, the one that led it says most.
     */
    Optional<Found> lastOf(int member) {
        List<Found> found = new ArrayList<>();
        for (Chronicle start : starts) {
            start.lastOf(member).ifPresent(episode -> found.add(new Found(start, episode)));
        }
        long newestMs = found.stream().mapToLong(Found::beginWallMs).max().orElse(0);
        return found.stream()
                .filter(one -> one.beginWallMs() > newestMs - 60_000)
                .max(Comparator.comparing(Found::isLedHere).thenComparingLong(Found::beginWallMs));
    }
}
