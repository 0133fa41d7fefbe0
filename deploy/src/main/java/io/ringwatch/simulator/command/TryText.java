package io.ringwatch.simulator.command;

import io.ringwatch.agent.status.Style;
import io.ringwatch.agent.status.StyledTable;
import io.ringwatch.agent.status.StyledTable.Cell;
import io.ringwatch.ring.Ring;
import io.ringwatch.sim.rehearsal.Performance;
import io.ringwatch.sim.rehearsal.Performance.Seen;
import io.ringwatch.sim.rehearsal.Rehearsal;
import io.ringwatch.simulator.screen.Durations;
import io.ringwatch.simulator.screen.Story;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** What came of breaking a ring, for people. */
final class TryText {
    private final Rehearsal.Result result;
    private final Performance first;
    private final int columns;
    private final boolean colour;
    private final StringBuilder text = new StringBuilder();

    TryText(Rehearsal.Result result, int columns, boolean colour) {
        this.result = result;
        this.first = result.first();
        this.columns = columns;
        this.colour = colour;
    }

    String text() {
        heading();
        Story.of(first, result.options().ring())
                .forEach(
                        line ->
                                text.append(
                                        "%10s  %s%n"
                                                .formatted(
                                                        Durations.precise(line.atNs()),
                                                        line.text())));
        clients();
        hosts();
        end();
        return text.toString();
    }

    private void title(String title) {
        text.append('\n').append(Style.STRONG.of(title, colour)).append("\n\n");
    }

    private void heading() {
        Ring ring = result.options().ring();
        text.append(
                "Ring %s: %d servers%s, profile %s. The faults begin %s after its start.%n"
                        .formatted(
                                ring.name(),
                                ring.servers().size(),
                                ring.witness() ? " and a witness" : "",
                                Timings.nameOf(ring.timing()),
                                Durations.precise(first.faultAtNs())));
        if (!first.settled()) {
            text.append("The ring had not formed yet: let it break later (--at).\n");
        }
        title("What happens");
    }

    private void clients() {
        title("What clients see");
        var table =
                new StyledTable(
                        List.of(
                                "server",
                                "broken",
                                "noticed",
                                "served by",
                                "itself",
                                "no answer",
                                range()),
                        Set.of(2, 4, 5));
        List<Seen> touched =
                first.servers().stream()
                        .filter(s -> !s.faults().isEmpty() || !s.outages().isEmpty())
                        .toList();
        for (Seen seen : touched) {
            table.row(
                    List.of(
                            new Cell(seen.name(), Style.STRONG),
                            Cell.plain(seen.faults().isEmpty() ? "is not" : words(seen)),
                            Cell.plain(after(seen.detectedNs())),
                            Cell.plain(standIn(seen)),
                            Cell.plain(after(seen.serverNs())),
                            outage(seen),
                            Cell.plain(range(seen.name()))));
        }
        text.append(table.render(0, columns, colour));
        long others = first.servers().size() - (long) touched.size();
        if (others > 0) {
            text.append("Clients of the other %d servers notice nothing.%n".formatted(others));
        }
    }

    private static String words(Seen seen) {
        return String.join(", ", seen.faults().stream().map(Story::fault).distinct().toList());
    }

    private static String standIn(Seen seen) {
        if (seen.functionNs().isEmpty()) {
            return seen.outages().isEmpty() ? "itself" : "";
        }
        return seen.virtualName()
                + " on "
                + seen.host()
                + " after "
                + Durations.precise(seen.functionNs().getAsLong());
    }

    private static Cell outage(Seen seen) {
        if (seen.outages().isEmpty()) {
            return new Cell("never", Style.GOOD);
        }
        String length = Durations.precise(seen.outageNs());
        return seen.isCutOff()
                ? new Cell("for " + length + " and on", Style.BAD)
                : new Cell(length, Style.BUSY);
    }

    private static String after(OptionalLong ns) {
        return ns.isPresent() ? Durations.precise(ns.getAsLong()) : "";
    }

    private String range() {
        return result.performances().size() > 1
                ? "longest, in %d runs".formatted(result.performances().size())
                : "";
    }

    private String range(String server) {
        List<Long> all = result.longestOutagesNs(server);
        if (all.size() < 2) {
            return "";
        }
        return "%s to %s, median %s"
                .formatted(
                        Durations.precise(all.get(0)),
                        Durations.precise(all.get(all.size() - 1)),
                        Durations.precise(all.get(all.size() / 2)));
    }

    private void hosts() {
        for (Seen seen : first.servers()) {
            if (!seen.scores().isEmpty()) {
                title("Who takes over for " + seen.name());
                seen.scores().lines().forEach(line -> text.append("  ").append(line).append('\n'));
            }
        }
    }

    private void end() {
        title("In the end");
        if (!first.violation().isEmpty()) {
            text.append(Style.BAD.of("A rule of safety was broken.", colour)).append('\n');
            text.append(first.violation()).append('\n');
        } else if (first.backNs().isPresent()) {
            String good =
                    "Everything is as before after "
                            + Durations.precise(first.backNs().getAsLong())
                            + ". Nothing needs a person.";
            text.append(Style.GOOD.of(good, colour)).append('\n');
        } else {
            text.append(
                    Style.BAD.of(
                            "Not everything is as before after "
                                    + Durations.precise(result.options().lengthNs())
                                    + ".",
                            colour));
            text.append('\n');
            first.needs()
                    .forEach(
                            n ->
                                    text.append(
                                            "  %s%s: %s.%n"
                                                    .formatted(
                                                            n.server().isEmpty()
                                                                    ? ""
                                                                    : n.server() + ": ",
                                                            n.why(),
                                                            n.action())));
            if (first.needs().isEmpty()) {
                first.missing().forEach(line -> text.append("  ").append(line).append('\n'));
            }
        }
        others();
    }

    private void others() {
        long bad = result.performances().stream().skip(1).filter(p -> !p.isGood()).count();
        if (bad > 0) {
            text.append(
                    "In %d of the %d other runs not everything came back.%n"
                            .formatted(bad, result.performances().size() - 1));
        }
        if (result.isPartial()) {
            text.append(
                    "Interrupted: %d of %d runs were played.%n"
                            .formatted(result.performances().size(), result.options().runs()));
        }
    }
}
