package io.ringwatch.watch;

import io.ringwatch.files.Heartbeat;
import io.ringwatch.member.Turn;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Ring;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When each member was last heard, and what it said of itself. */
public final class Hearing {
    private final Turn turn;
    private final long silenceNs;

    /** By number: there is one for every member, and every message looks one up. */
    private final Voice[] voices;

    /** Those whose last word was a beacon: few, and asked for in every turn. */
    private final BitSet beaconing = new BitSet();

    /** What is known of a number that the ring file does not name: nothing. */
    private final Voice nobody = new Voice();

    private int votesLost;

    /** Those that were silent and have been heard since somebody asked for them. */
    private final BitSet returned = new BitSet();

    private long baselineNs = Long.MIN_VALUE;

    /** What is known of one member. */
    private static final class Voice {
        private long heardNs = Long.MIN_VALUE;
        private long signNs = Long.MIN_VALUE;
        private int condition = Message.UNEXAMINED;
        private boolean votes;
        private Message.@Nullable Beacon beacon;
        private @Nullable Heartbeat heartbeat;
        private long offsetMs;
    }

    public Hearing(Ring ring, Turn turn) {
        this.turn = turn;
        silenceNs = ring.timing().silenceNs();
        voices = new Voice[ring.numberMax() + 1];
        Arrays.setAll(voices, number -> new Voice());
    }

    /** From now on silence counts: at the start, and after this agent itself was stalled. */
    public void listenAnew() {
        baselineNs = turn.now();
    }

    private Voice voice(int member) {
        return member >= 0 && member < voices.length ? voices[member] : nobody;
    }

    /** Any message came from it. */
    public void heard(int from) {
        voice(from).heardNs = turn.now();
    }

    private void sign(int from, Voice voice) {
        if (voice.signNs != Long.MIN_VALUE && !isLately(voice.signNs)) {
            returned.set(from);
            // what it said before is old
            voice.condition = Message.UNEXAMINED;
        }
        voice.signNs = turn.now();
    }

    public void onRenew(int from, Message.Renew renew) {
        Voice voice = voice(from);
        sign(from, voice);
        voice.condition = renew.condition();
        voice.votes = true;
        forgetBeacon(from, voice);
    }

    public void onBeacon(int from, Message.Beacon beacon) {
        Voice voice = voice(from);
        sign(from, voice);
        voice.beacon = beacon;
        beaconing.set(from);
        voice.condition = beacon.condition();
        if (voice.votes && !beacon.votes()) {
            votesLost++;
        }
        voice.votes = beacon.votes();
    }

    /** It answered a roll call: it lives and is in the group. */
    public void onPresent(int from) {
        Voice voice = voice(from);
        sign(from, voice);
        forgetBeacon(from, voice);
    }

    private void forgetBeacon(int from, Voice voice) {
        if (voice.beacon != null) {
            voice.beacon = null;
            beaconing.clear(from);
        }
    }

    /** Takes a heartbeat if it is newer than the one known; whether it was. */
    public boolean onBeat(Heartbeat heartbeat) {
        Voice voice = voice(heartbeat.number());
        Heartbeat known = voice.heartbeat;
        if (known != null
                && known.wallMs() >= heartbeat.wallMs()
                && heartbeat.number() != turn.self()) {
            // a clock that was set back must not silence a server for ever
            if (known.wallMs() - heartbeat.wallMs() < 10_000) {
                return false;
            }
        }
        voice.heartbeat = heartbeat;
        if (heartbeat.number() != turn.self()) {
            voice.offsetMs = heartbeat.wallMs() - turn.wallMs();
        }
        return true;
    }

    /** The newest heartbeats, by number. */
    public List<Heartbeat> heartbeats() {
        return Arrays.stream(voices).map(v -> v.heartbeat).filter(Objects::nonNull).toList();
    }

    public @Nullable Heartbeat heartbeat(int member) {
        return voice(member).heartbeat;
    }

    /** When it will have been silent for too long, if it stays silent. */
    public long missedAtNs(int member) {
        long last = Math.max(voice(member).signNs, baselineNs);
        return last == Long.MIN_VALUE ? turn.now() : last + silenceNs;
    }

    /** Whether too many of its keepalives were missed. */
    public boolean isSilent(int member) {
        return turn.now() >= missedAtNs(member);
    }

    /** Whether it was heard just now; never true of one that was not heard at all. */
    public boolean isFresh(int member) {
        return member == turn.self() || isLately(voice(member).signNs);
    }

    private boolean isLately(long momentNs) {
        return momentNs != Long.MIN_VALUE && turn.now() - momentNs < silenceNs;
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
        if (voice.beacon != null && !isFresh(member)) {
            // it will not become fresh again; in a large ring most servers beacon once, to form it
            voice.beacon = null;
            beaconing.clear(member);
        }
        return voice.beacon;
    }

    /** Until when it counts as heard and voting, if nothing more is heard of it. */
    public long votingUntilNs(int member) {
        Voice voice = voice(member);
        return voice.votes && voice.signNs != Long.MIN_VALUE
                ? voice.signNs + silenceNs
                : Long.MIN_VALUE;
    }

    /** How often a member that voted has said that it does not any more. */
    public int votesLost() {
        return votesLost;
    }

    /** The members that were silent and are heard again; whoever asks clears what it has seen. */
    public BitSet returned() {
        return returned;
    }

    /** The members whose last word was a beacon, by number. */
    public BitSet beaconing() {
        return beaconing;
    }

    /** Whether a server beacons: it wants something. The witness always does. */
    public boolean isServerBeaconing() {
        for (int m = beaconing.nextSetBit(Ring.WITNESS + 1);
                m >= 0;
                m = beaconing.nextSetBit(m + 1)) {
            // those that have fallen silent are forgotten on the way
            if (beacon(m) != null) {
                return true;
            }
        }
        return false;
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
