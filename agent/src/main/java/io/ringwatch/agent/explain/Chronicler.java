package io.ringwatch.agent.explain;

import io.ringwatch.agent.flight.FlightEntry;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Event;
import io.ringwatch.member.Moment;
import io.ringwatch.ring.Ring;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes notes of the steps of one start of an agent, each with what led to it. */
final class Chronicler {
    private final Ring ring;
    private final Evidence evidence;
    private final InputWords words;
    private final Map<Integer, String> lastSaid = new HashMap<>();
    private final Set<String> reasons = new HashSet<>();
    private long reasonsOf;

    Chronicler(FlightEntry.Start start) {
        ring = start.ring();
        evidence = new Evidence(ring);
        words = new InputWords(ring, start.self(), evidence);
    }

    /** The notes of one step; several servers may have one. */
    List<Note> notes(FlightEntry.Step step) {
        // what was known before this input is what was decided on
        Map<Integer, String> before = heardBefore(step);
        List<InputWords.Said> said = words.of(step.input(), step.at());
        var notes = new ArrayList<Note>();
        long event = step.events();
        for (Effect effect : step.kept()) {
            evidence.asks(effect, step.at());
            if (effect instanceof Effect.Tell tell) {
                event++;
                notes.addAll(ofEvent(step, tell.event(), event, said, before));
            }
        }
        notes.addAll(withoutEvent(step, said, notes));
        return notes;
    }

    private Map<Integer, String> heardBefore(FlightEntry.Step step) {
        var before = new HashMap<Integer, String>();
        for (Effect effect : step.kept()) {
            if (effect instanceof Effect.Tell tell && tell.event().kind() == Event.Kind.DETECTED) {
                int server = tell.event().server();
                before.put(server, evidence.heard(server, step.at()));
            }
        }
        return before;
    }

    private List<Note> ofEvent(
            FlightEntry.Step step,
            Event event,
            long number,
            List<InputWords.Said> said,
            Map<Integer, String> before) {
        List<Integer> about = List.of(event.server());
        String text = event.text();
        if (event.kind() == Event.Kind.EDIT) {
            about = words.named(event.data().getOrDefault("changes", ""));
            text = ring.nameOf(event.server()) + "'s edit of its row is " + text;
        }
        var notes = new ArrayList<Note>();
        for (int server : about) {
            var why = new ArrayList<String>();
            said.stream().filter(s -> s.server() == server).forEach(s -> why.add(s.text()));
            Optional.ofNullable(before.get(server)).ifPresent(why::add);
            why.addAll(facts(event, server));
            notes.add(
                    new Note(
                            server,
                            step.at(),
                            step.seq(),
                            number,
                            Optional.of(event.kind()),
                            true,
                            text,
                            fresh(step, server, why)));
            lastSaid.remove(server);
        }
        return notes;
    }

    /** Several events of one step have the same reasons. */
    private List<String> fresh(FlightEntry.Step step, int server, List<String> why) {
        if (step.seq() != reasonsOf) {
            reasonsOf = step.seq();
            reasons.clear();
        }
        return why.stream().filter(line -> reasons.add(server + " " + line)).toList();
    }

    private List<String> facts(Event event, int server) {
        Map<String, String> data = new HashMap<>(event.data());
        var lines = new ArrayList<String>();
        String scores = data.remove("scores");
        switch (event.kind()) {
            case EDIT -> {
                String version = data.getOrDefault("version", "");
                lines.addAll(evidence.changes(version, server));
                lines.addAll(evidence.votes(version));
                data.clear();
            }
            case PROVEN -> lines.add(Proofs.inWords(data.getOrDefault("proof", "")));
            default -> {}
        }
        if (!data.isEmpty()) {
            lines.add(Words.facts(data));
        }
        if (scores != null) {
            lines.addAll(scores.lines().toList());
        }
        return lines;
    }

    /** What is worth telling of servers of which this step told no event, and what was asked. */
    private List<Note> withoutEvent(
            FlightEntry.Step step, List<InputWords.Said> said, List<Note> told) {
        var texts = new LinkedHashMap<Integer, InputWords.Said>();
        said.stream()
                .filter(s -> s.weight() != InputWords.Weight.REASON)
                .forEach(s -> texts.putIfAbsent(s.server(), s));
        for (Effect effect : step.kept()) {
            if (effect instanceof Effect.Log log && log.line().endsWith("]")) {
                logged(log.line()).forEach(s -> texts.putIfAbsent(s.server(), s));
            }
        }
        told.forEach(note -> texts.remove(note.server()));
        var all = new ArrayList<>(texts.values());
        step.kept().forEach(effect -> words.of(effect).ifPresent(all::add));
        var notes = new ArrayList<Note>();
        for (InputWords.Said one : all) {
            if (!one.text().equals(lastSaid.put(one.server(), one.text()))) {
                notes.add(plain(one, step.at(), step.seq()));
            }
        }
        return notes;
    }

    private List<InputWords.Said> logged(String line) {
        return words.named(line.substring(line.lastIndexOf('['))).stream()
                .map(server -> new InputWords.Said(server, line, InputWords.Weight.ASIDE))
                .toList();
    }

    private static Note plain(InputWords.Said said, Moment at, long seq) {
        boolean sign = said.weight() == InputWords.Weight.SIGN;
        return new Note(said.server(), at, seq, 0, Optional.empty(), sign, said.text(), List.of());
    }
}
