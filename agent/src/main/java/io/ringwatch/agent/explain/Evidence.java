package io.ringwatch.agent.explain;

import io.ringwatch.files.Edit;
import io.ringwatch.files.Version;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.Moment;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Network;
import io.ringwatch.ring.Ring;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an agent knew when it decided: whom it had heard, what it had asked, who had voted. */
final class Evidence {
    private static final int ASKED_MAX = 1000;
    private static final int VERSIONS_MAX = 8;

    private final Ring ring;
    private final Map<Integer, Heard> heard = new HashMap<>();
    private final Map<Long, Asked> asked =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Asked> eldest) {
                    return size() > ASKED_MAX;
                }
            };
    private final TreeMap<Version, Votes> votes = new TreeMap<>();

    Evidence(Ring ring) {
        this.ring = ring;
    }

    private record Heard(Moment at, Network network, Optional<Integer> condition) {}

    /**
     * An examination that was asked for.
     *
     * @param what which one, in words
     */
    record Asked(int server, String what, Moment at) {}

    /** Those who promised and accepted the edits of a version, and those who did not. */
    private static final class Votes {
        private final List<String> promised = new ArrayList<>();
        private final List<String> accepted = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();
        private final List<String> objected = new ArrayList<>();
        private @Nullable Edit edit;
    }

    /** Remembers what is asked; its result names only the operation. */
    void asks(Effect effect, Moment at) {
        if (effect instanceof Effect.ExamineNetwork ask) {
            asked.put(ask.op(), new Asked(ask.server(), "over the service network", at));
        } else if (effect instanceof Effect.ExamineServices ask) {
            String where = ask.atVip() ? "at its VIP" : "at its own address";
            asked.put(ask.op(), new Asked(ask.server(), "of its services " + where, at));
        }
    }

    Optional<Asked> asked(long op) {
        return Optional.ofNullable(asked.get(op));
    }

    /**
     * Remembers who says what.
     *
     * @return what the sender says of itself now, if that is another thing than before
     */
    Optional<String> hears(Input.Received input, Moment at) {
        Optional<Integer> condition = condition(input.message());
        Heard before = heard.get(input.from());
        Optional<Integer> known = before == null ? Optional.empty() : before.condition();
        heard.put(
                input.from(),
                new Heard(at, input.network(), condition.isPresent() ? condition : known));
        votes(input.from(), input.message());
        boolean news = condition.isPresent() && known.isPresent() && !condition.equals(known);
        return news ? condition.map(Words::condition) : Optional.empty();
    }

    private static Optional<Integer> condition(Message message) {
        if (message instanceof Message.Renew renew) {
            return Optional.of(renew.condition());
        }
        return message instanceof Message.Beacon beacon
                ? Optional.of(beacon.condition())
                : Optional.empty();
    }

    private void votes(int from, Message message) {
        String name = ring.nameOf(from);
        if (message instanceof Message.Accept ask) {
            of(ask.version()).edit = ask.edit();
        } else if (message instanceof Message.Commit commit) {
            of(commit.version()).edit = commit.edit();
        }
        if (message instanceof Message.Promise yes) {
            add(of(yes.version()).promised, name);
        } else if (message instanceof Message.Accepted yes) {
            add(of(yes.version()).accepted, name + ages(yes.ages()));
        } else if (message instanceof Message.Nack no) {
            add(of(no.version()).refused, name);
        } else if (message instanceof Message.Objection no) {
            add(of(no.version()).objected, name);
        }
    }

    /** A message may come twice, and be asked for again. */
    private static void add(List<String> names, String name) {
        if (!names.contains(name)) {
            names.add(name);
        }
    }

    private Votes of(Version version) {
        Votes found = votes.computeIfAbsent(version, v -> new Votes());
        if (votes.size() > VERSIONS_MAX) {
            votes.pollFirstEntry();
        }
        return found;
    }

    private String ages(List<Message.Age> ages) {
        List<String> words =
                ages.stream()
                        .map(age -> ring.nameOf(age.server()) + " " + age.ms() + " ms before")
                        .toList();
        return words.isEmpty() ? "" : " (its last yes to " + String.join(", ", words) + ")";
    }

    /** Who voted for that version, a line each; empty if this agent did not ask for it. */
    List<String> votes(String version) {
        var lines = new ArrayList<String>();
        Optional.ofNullable(of(version))
                .ifPresent(
                        found -> {
                            line(lines, "promised by ", found.promised);
                            line(lines, "accepted by ", found.accepted);
                            line(lines, "refused by ", found.refused);
                            line(lines, "objected to by ", found.objected);
                        });
        return lines;
    }

    /** How that version changes the row of a server, if its edit was heard of. */
    List<String> changes(String version, int server) {
        Votes found = of(version);
        if (found == null || found.edit == null) {
            return List.of();
        }
        return found.edit.changes().stream()
                .filter(change -> change.number() == server)
                .map(change -> RowWords.of(ring, change))
                .filter(words -> !words.isEmpty())
                .toList();
    }

    private @Nullable Votes of(String version) {
        return votes.entrySet().stream()
                .filter(entry -> entry.getKey().toString().equals(version))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static void line(List<String> lines, String what, List<String> names) {
        if (!names.isEmpty()) {
            lines.add(what + String.join(", ", names));
        }
    }

    /** When that member was heard last, and what it said of itself. */
    String heard(int member, Moment now) {
        Heard last = heard.get(member);
        if (last == null) {
            return "never heard in this record";
        }
        return "heard "
                + Words.seconds(now.monoNs() - last.at().monoNs())
                + " before, over the "
                + last.network().name().toLowerCase(Locale.ROOT)
                + " network"
                + last.condition()
                        .map(c -> "; it said of itself: " + Words.condition(c))
                        .orElse("");
    }
}
