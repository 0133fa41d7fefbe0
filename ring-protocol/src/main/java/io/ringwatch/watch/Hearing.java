package io.ringwatch.watch;

import io.ringwatch.files.Heartbeat;
import io.ringwatch.member.Turn;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Ring;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When each member was last heard, and what it said of itself. */
public final class Hearing {
    private final Ring ring;
    private final Turn turn;
    private final Map<Integer, Voice> voices = new HashMap<>();
    private final Map<Integer, Heartbeat> heartbeats = new HashMap<>();
    private long baselineNs = Long.MIN_VALUE;

    /** What is known of one member. */
    private static final class Voice {
        private long heardNs = Long.MIN_VALUE;
        private long signNs = Long.MIN_VALUE;
        private int condition = Message.UNEXAMINED;
        private boolean votes;
        private Message.@Nullable Beacon beacon;
        private long offsetMs;
    }

    public Hearing(Ring ring, Turn turn) {
        this.ring = ring;
        this.turn = turn;
    }

    /** From now on silence counts: at the start, and after this agent itself was stalled. */
    public void listenAnew() {
        baselineNs = turn.now();
    }

    private Voice voice(int member) {
        return voices.computeIfAbsent(member, m -> new Voice());
    }

    /** Any message came from it. */
    public void heard(int from) {
        voice(from).heardNs = turn.now();
    }

    public void onRenew(int from, Message.Renew renew) {
        Voice voice = voice(from);
        voice.signNs = turn.now();
        voice.condition = renew.condition();
        voice.votes = true;
        voice.beacon = null;
    }

    public void onBeacon(int from, Message.Beacon beacon) {
        Voice voice = voice(from);
        voice.signNs = turn.now();
        voice.beacon = beacon;
        voice.condition = beacon.condition();
        voice.votes = beacon.votes();
    }

    /** It answered a roll call: it lives and is in the group. */
    public void onPresent(int from) {
        Voice voice = voice(from);
        voice.signNs = turn.now();
        voice.beacon = null;
    }

    /** Takes a heartbeat if it is newer than the one known; whether it was. */
    public boolean onBeat(Heartbeat heartbeat) {
        Heartbeat known = heartbeats.get(heartbeat.number());
        if (known != null
                && known.wallMs() >= heartbeat.wallMs()
                && heartbeat.number() != turn.self()) {
            // a clock that was set back must not silence a server for ever
            if (known.wallMs() - heartbeat.wallMs() < 10_000) {
                return false;
            }
        }
        heartbeats.put(heartbeat.number(), heartbeat);
        if (heartbeat.number() != turn.self()) {
            voice(heartbeat.number()).offsetMs = heartbeat.wallMs() - turn.wallMs();
        }
        return true;
    }

    /** The newest heartbeats, by number. */
    public List<Heartbeat> heartbeats() {
        var list = new ArrayList<>(heartbeats.values());
        list.sort(java.util.Comparator.comparingInt(Heartbeat::number));
        return list;
    }

    public @Nullable Heartbeat heartbeat(int member) {
        return heartbeats.get(member);
    }

    /** Silence of this length means missed keepalives. */
    private long silenceNs() {
        long renewal = ring.timing().renewalNs();
        return ring.timing().missedMax() * renewal + renewal / 10;
    }

    /** When it will have been silent for too long, if it stays silent. */
    public long missedAtNs(int member) {
        long last = Math.max(voice(member).signNs, baselineNs);
        return last == Long.MIN_VALUE ? turn.now() : last + silenceNs();
    }

    /** Whether too many of its keepalives were missed. */
    public boolean isSilent(int member) {
        return turn.now() >= missedAtNs(member);
    }

    /** Whether it was heard just now; never true of one that was not heard at all. */
    public boolean isFresh(int member) {
        return member == turn.self()
                || voice(member).signNs != Long.MIN_VALUE
                        && turn.now() - voice(member).signNs < silenceNs();
    }

    /** What it said of itself last. */
    public int condition(int member) {
        return voice(member).condition;
    }

    /** Whether it was heard just now and says that it is well. */
    public boolean isWell(int member) {
        return isFresh(member) && condition(member) == Message.WELL;
    }

    /** Its beacon, if that is the last that was heard of it, and lately. */
    public Message.@Nullable Beacon beacon(int member) {
        Voice voice = voice(member);
        return voice.beacon != null && isFresh(member) ? voice.beacon : null;
    }

    /** Members heard just now that vote, the own one not among them. */
    public Set<Integer> voting() {
        var set = new HashSet<Integer>();
        voices.forEach(
                (member, voice) -> {
                    if (voice.votes && isFresh(member)) {
                        set.add(member);
                    }
                });
        return set;
    }

    /** Nanoseconds since any message came from it, -1 if none did. */
    public long heardAgoNs(int member) {
        long at = voice(member).heardNs;
        return at == Long.MIN_VALUE ? -1 : turn.now() - at;
    }

    /** Its wall clock minus the own one, milliseconds, as its last heartbeat showed. */
    public long offsetMs(int member) {
        return voice(member).offsetMs;
    }
}
