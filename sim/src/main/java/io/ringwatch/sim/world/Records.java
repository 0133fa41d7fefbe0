package io.ringwatch.sim.world;

import io.ringwatch.member.Boot;
import io.ringwatch.ring.Ring;
import io.ringwatch.sim.record.Member;
import io.ringwatch.sim.record.Recording;
import java.util.ArrayList;
import java.util.List;

/** The recordings of all lives of all members of a world. */
final class Records {
    /** Inputs kept of one life of a member; about half an hour of a quiet ring of six. */
    private static final int ENTRIES_MAX = 100_000;

    private final Ring ring;
    private final int entriesMax;
    private final List<Recording> all = new ArrayList<>();

    /**
     * @param recording whether anything is kept
     */
    Records(Ring ring, boolean recording) {
        this.ring = ring;
        this.entriesMax = recording ? ENTRIES_MAX : 0;
    }

    Recording begin(int self, Boot boot) {
        var recording = new Recording(ring, self, boot, entriesMax);
        if (areKept()) {
            all.add(recording);
        }
        return recording;
    }

    boolean areKept() {
        return entriesMax > 0;
    }

    void replay(Member.Factory factory) {
        all.forEach(recording -> recording.replay(factory));
    }
}
