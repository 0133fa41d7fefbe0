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
    private final List<Recording> all = new ArrayList<>();

    Records(Ring ring) {
        this.ring = ring;
    }

    Recording begin(int self, Boot boot) {
        var recording = new Recording(ring, self, boot, ENTRIES_MAX);
        all.add(recording);
        return recording;
    }

    void replay(Member.Factory factory) {
        all.forEach(recording -> recording.replay(factory));
    }
}
