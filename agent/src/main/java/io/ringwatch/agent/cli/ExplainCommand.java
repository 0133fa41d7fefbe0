package io.ringwatch.agent.cli;

import io.ringwatch.agent.explain.Chronicle;
import io.ringwatch.agent.explain.Episode;
import io.ringwatch.agent.explain.ExplanationText;
import io.ringwatch.agent.explain.Note;
import io.ringwatch.agent.json.Json;
import io.ringwatch.ring.Ring;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringwatch explain}. */
@Command(
        name = "explain",
        description = {
            "Tells from the flight record why this server's agent decided as it did: who was heard when,",
            "what was examined and found, who voted, the table of the hosts, what proof.",
            "Without SERVER or EVENT: all that happened, a line each. The agent need not run."
        })
final class ExplainCommand implements Callable<Integer> {
    @Mixin private final AgentOption agent = new AgentOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "SERVER|EVENT",
            description =
                    "The last that happened to this server, or what led to the event of this number"
                            + " (ringwatch events).")
    private @Nullable String subject;

    @Option(
            names = "--record",
            paramLabel = "PATH",
            description =
                    "A flight record: its directory, or one segment (default: that of the agent,"
                            + " else /var/lib/ringwatch/flight).")
    private @Nullable Path record;

    @Option(names = "--json", description = "As JSON, described in docs/command-line.md.")
    private boolean json;

    private final ZoneId zone = ZoneId.systemDefault();

    @Override
    public Integer call() {
        Records records =
                record != null
                        ? Records.read(List.of(record))
                        : Records.read(Records.places(agent.client().directories()));
        records.damaged().forEach(what -> System.err.println("ringwatch: " + what));
        if (subject == null) {
            listAll(records.newest());
            return ExitCodes.OK;
        }
        if (subject.matches("\\d{1,18}")) {
            return event(records.newest(), Long.parseLong(subject));
        }
        return server(records, subject);
    }

    private void listAll(Chronicle chronicle) {
        if (json) {
            print(chronicle, chronicle.episodes());
        } else {
            System.out.print(ExplanationText.list(chronicle, zone));
            System.out.println("# ringwatch explain SERVER tells the last of a server");
        }
    }

    private int event(Chronicle chronicle, long number) {
        Optional<Episode> episode = chronicle.withEvent(number);
        if (episode.isEmpty()) {
            throw new CliException(
                    ExitCodes.BAD_INPUT,
                    "event "
                            + number
                            + " is not in the record of "
                            + chronicle.ring().nameOf(chronicle.self())
                            + ", which begins at "
                            + Instant.ofEpochMilli(chronicle.startedWallMs())
                            + " and ends with event "
                            + chronicle.lastEvent()
                            + "; events are numbered anew by every start of an agent");
        }
        tell(chronicle, episode.get(), number);
        return ExitCodes.OK;
    }

    private int server(Records records, String name) {
        Ring ring = records.newest().ring();
        int number =
                ring.members().stream()
                        .filter(member -> ring.nameOf(member).equals(name))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new CliException(
                                                ExitCodes.BAD_INPUT,
                                                name
                                                        + " is neither the number of an event nor a"
                                                        + " server of the ring: "
                                                        + String.join(", ", names(ring))));
        Optional<Records.Found> found = records.lastOf(number);
        if (found.isEmpty()) {
            String nothing =
                    "# nothing happened to "
                            + name
                            + " in this record, which begins at "
                            + Instant.ofEpochMilli(records.oldest().startedWallMs());
            System.out.println(json ? "[]" : nothing);
        } else {
            tell(found.get().chronicle(), found.get().episode(), Long.MAX_VALUE);
        }
        return ExitCodes.OK;
    }

    private void tell(Chronicle chronicle, Episode episode, long upToEvent) {
        if (json) {
            print(chronicle, List.of(episode));
        } else {
            System.out.print(ExplanationText.of(chronicle, episode, upToEvent, zone));
        }
    }

    private static List<String> names(Ring ring) {
        return ring.members().stream().map(ring::nameOf).toList();
    }

    private static void print(Chronicle chronicle, List<Episode> episodes) {
        System.out.print(
                Json.pretty(
                        episodes.stream().map(episode -> AsJson.of(chronicle, episode)).toList()));
    }

    /** An episode for programs. */
    private record AsJson(String server, String recordOf, List<Told> notes) {
        static AsJson of(Chronicle chronicle, Episode episode) {
            Ring ring = chronicle.ring();
            return new AsJson(
                    ring.nameOf(episode.server()),
                    ring.nameOf(chronicle.self()),
                    chronicle.withOwnState(episode).stream()
                            .map(note -> Told.of(ring, note))
                            .toList());
        }
    }

    /** A note for programs; event 0 and an empty kind: no event was told. */
    private record Told(
            String server,
            long wallMs,
            long input,
            long event,
            String kind,
            String text,
            List<String> why) {
        static Told of(Ring ring, Note note) {
            return new Told(
                    ring.nameOf(note.server()),
                    note.at().wallMs(),
                    note.seq(),
                    note.event(),
                    note.kind().map(kind -> kind.name().toLowerCase(Locale.ROOT)).orElse(""),
                    note.text(),
                    note.why());
        }
    }
}
