package io.ringwatch.sim.world;

import io.ringwatch.member.Event;
import io.ringwatch.ring.Ring;
import io.ringwatch.sim.plan.Lengths;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened: the story (faults, log lines, events of members, VIPs), and of each member the
 * last inputs and effects, kept as objects since they are formatted only if a check fails.
 */
final class Trace {
    private static final int RECENT_MAX = 60;
    private static final int STORY_MAX = 200_000;

    private final Ring ring;
    private final EventQueue events;
    private final List<String> story = new ArrayList<>();
    private final Map<Integer, Deque<Recent>> recent = new LinkedHashMap<>();

    private record Recent(long atNs, String sign, Object what) {}

    Trace(Ring ring, EventQueue events) {
        this.ring = ring;
        this.events = events;
        ring.members().forEach(number -> recent.put(number, new ArrayDeque<>()));
    }

    /** A line of the story. */
    void tell(String who, String what) {
        if (story.size() < STORY_MAX) {
            story.add("%9s %s: %s".formatted(Lengths.seconds(events.nowNs()), who, what));
        }
    }

    void event(int number, Event event) {
        String about = ring.has(event.server()) ? " " + ring.nameOf(event.server()) : "";
        tell(ring.nameOf(number), "[" + event.kind() + about + "] " + event.text());
    }

    /** An input ({@code >}) or effect ({@code <}) of a member. */
    void member(int number, String sign, Object what) {
        Deque<Recent> last = recent.getOrDefault(number, new ArrayDeque<>());
        if (last.size() >= RECENT_MAX) {
            last.removeFirst();
        }
        last.addLast(new Recent(events.nowNs(), sign, what));
    }

    List<String> story() {
        return Collections.unmodifiableList(story);
    }

    /** The end of the story, and the last inputs and effects of every member. */
    String lately(int storyLines) {
        var text = new StringBuilder("-- story\n");
        story.subList(Math.max(0, story.size() - storyLines), story.size())
                .forEach(line -> text.append(line).append('\n'));
        lately().forEach(
                        (name, lines) -> {
                            text.append("-- ").append(name).append('\n');
                            lines.forEach(line -> text.append(line).append('\n'));
                        });
        return text.toString();
    }

    /** The last inputs and effects of every member, by its name. */
    Map<String, List<String>> lately() {
        var byName = new LinkedHashMap<String, List<String>>();
        recent.forEach(
                (number, last) ->
                        byName.put(ring.nameOf(number), last.stream().map(Trace::line).toList()));
        return byName;
    }

    private static String line(Recent recent) {
        return "%9s %s %s".formatted(Lengths.seconds(recent.atNs()), recent.sign(), recent.what());
    }
}
