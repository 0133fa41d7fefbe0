package io.ringwatch.sim.world;

import io.ringwatch.member.Event;
import io.ringwatch.ring.Ring;
import io.ringwatch.sim.plan.Lengths;
import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened: the story (faults, log lines, events of members, VIPs), and of each member the
 * last inputs and effects. Kept as objects, since few are ever read.
 */
final class Trace {
    private static final int RECENT_MAX = 60;
    private static final int STORY_MAX = 200_000;

    private final Ring ring;
    private final EventQueue events;
    private final boolean detailed;
    private final List<Line> story = new ArrayList<>();
    private final Map<Integer, Deque<Recent>> recent = new LinkedHashMap<>();

    private Listener listener = (atNs, member, event) -> {};

    private record Line(long atNs, String who, Object what) {}

    private record Recent(long atNs, String sign, Object what) {}

    /** The story as text; a line is formatted when it is read. */
    private final class Story extends AbstractList<String> {
        @Override
        public String get(int index) {
            Line line = story.get(index);
            return "%9s %s: %s"
                    .formatted(Lengths.seconds(line.atNs()), line.who(), text(line.what()));
        }

        @Override
        public int size() {
            return story.size();
        }
    }

    /**
     * @param detailed whether the last inputs and effects of each member are kept
     */
    Trace(Ring ring, EventQueue events, boolean detailed) {
        this.ring = ring;
        this.events = events;
        this.detailed = detailed;
        ring.members().forEach(number -> recent.put(number, new ArrayDeque<>()));
    }

    /** A line of the story. */
    void tell(String who, String what) {
        add(who, what);
    }

    void listen(Listener to) {
        listener = to;
    }

    void event(int number, Event event) {
        listener.told(events.nowNs(), number, event);
        add(ring.nameOf(number), event);
    }

    private void add(String who, Object what) {
        if (story.size() < STORY_MAX) {
            story.add(new Line(events.nowNs(), who, what));
        }
    }

    private Object text(Object what) {
        if (what instanceof Event event) {
            String about = ring.has(event.server()) ? " " + ring.nameOf(event.server()) : "";
            return "[" + event.kind() + about + "] " + event.text();
        }
        return what;
    }

    /** An input ({@code >}) or effect ({@code <}) of a member. */
    void member(int number, String sign, Object what) {
        if (!detailed) {
            return;
        }
        Deque<Recent> last = recent.getOrDefault(number, new ArrayDeque<>());
        if (last.size() >= RECENT_MAX) {
            last.removeFirst();
        }
        last.addLast(new Recent(events.nowNs(), sign, what));
    }

    List<String> story() {
        return new Story();
    }

    /** The end of the story, and the last inputs and effects of every member. */
    String lately(int storyLines) {
        var text = new StringBuilder("-- story\n");
        List<String> lines = story();
        lines.subList(Math.max(0, lines.size() - storyLines), lines.size())
                .forEach(line -> text.append(line).append('\n'));
        lately().forEach(
                        (name, last) -> {
                            text.append("-- ").append(name).append('\n');
                            last.forEach(line -> text.append(line).append('\n'));
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
