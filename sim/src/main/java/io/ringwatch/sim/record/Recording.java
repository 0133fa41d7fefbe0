package io.ringwatch.sim.record;

import io.ringwatch.member.Boot;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.Moment;
import io.ringwatch.ring.Ring;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What one member was told from its beginning on, and what it answered. Bounded: what comes after
 * the limit is not kept, so that what is kept can always be replayed.
 */
public final class Recording {
    private final Ring ring;
    private final int self;
    private final Boot boot;
    private final int entriesMax;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * @param ring the ring file
     * @param self number of the member
     * @param boot with what it began
     * @param entriesMax inputs that are kept
     */
    public Recording(Ring ring, int self, Boot boot, int entriesMax) {
        this.ring = ring;
        this.self = self;
        this.boot = boot;
        this.entriesMax = entriesMax;
    }

    /**
     * One input and what came of it.
     *
     * @param moment when it was taken
     * @param input what was told
     * @param effects what was to be done, in order
     */
    public record Entry(Moment moment, Input input, List<Effect> effects) {}

    /** Keeps one input; the list of effects is not to be changed afterwards. */
    public void add(Moment moment, Input input, List<Effect> effects) {
        if (entries.size() < entriesMax) {
            entries.add(new Entry(moment, input, effects));
        }
    }

    /** What is kept, in order. */
    public List<Entry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** Number of the member. */
    public int self() {
        return self;
    }

    /**
     * Feeds a new member the same inputs at the same moments.
     *
     * @throws Divergence if it does not answer with the same effects in the same order
     */
    public void replay(Member.Factory factory) {
        Member member = factory.begin(ring, self, boot);
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            var effects = new ArrayList<Effect>();
            member.on(entry.input(), entry.moment(), effects);
            if (!effects.equals(entry.effects())) {
                throw new Divergence(self, i, entry, effects);
            }
        }
    }

    /** A member that was told the same did something else. */
    public static final class Divergence extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Divergence(int self, int index, Entry entry, List<Effect> effects) {
            super(
                    "member %d, input %d %s at %s\n recorded %s\n replayed %s"
                            .formatted(
                                    self,
                                    index,
                                    entry.input(),
                                    entry.moment(),
                                    entry.effects(),
                                    effects));
        }
    }
}
