package io.ringwatch.sim.plan;

import io.ringwatch.sim.plan.Fault.Kind;
import java.util.List;

/** Episodes around one edit: it is not decided, not known, or forgotten. */
final class EditEpisodes {
    /** Messages that tell others what was decided. */
    static final List<String> TELLING = List.of("Commit", "Edits", "Snapshot");

    /** Messages by which it is decided. */
    private static final List<String> DECIDING =
            List.of("Accept", "Accepted", "Promise", "Prepare", "Nack", "Refusal", "Grant");

    private final Chance chance;
    private final Script script;

    EditEpisodes(Script script) {
        this.chance = script.chance();
        this.script = script;
    }

    /** Nobody is told what was decided, or it is not even decided, and agents end meanwhile. */
    void undecided(Cast cast, long atNs) {
        long untilNs = atNs + script.leases(0.3, 4);
        if (chance.happens(0.9)) {
            script.mute("Commit", atNs, untilNs, 80);
        }
        for (String kind : List.of("Edits", "Snapshot")) {
            if (chance.happens(0.6)) {
                script.mute(kind, atNs, untilNs, 60);
            }
        }
        for (String kind : DECIDING) {
            if (chance.happens(0.25)) {
                script.mute(kind, atNs, untilNs, 20);
            }
        }
        long wishNs = atNs + script.ms(0, 300);
        for (int i = 1 + chance.below(3); i > 0; i--) {
            wish(cast, i, wishNs + script.ms(0, 250));
        }
        if (chance.happens(0.6)) {
            agentsEnd(cast, wishNs + script.ms(1, 500));
        }
        if (chance.happens(0.3)) {
            script.crash(
                    cast.server(0), wishNs + script.ms(1, 500), untilNs + script.ms(0, 20_000));
        }
        if (chance.happens(0.6)) {
            long againNs = wishNs + script.ms(300, 3_000);
            wish(cast, 1 + chance.below(2), againNs);
            wish(cast, 3, againNs + script.ms(0, 50));
        }
    }

    /** Somebody or something wants an edit. */
    void wish(Cast cast, int part, long atNs) {
        String name = cast.server(part);
        String by = cast.server(chance.happens(0.5) ? 0 : part + 1);
        switch (chance.below(5)) {
            case 0, 1 -> script.command(atNs, by, "move", name);
            case 2 -> {
                script.add(atNs, Kind.UNFLAG, name);
                script.add(atNs + script.ms(1_000, 20_000), Kind.FLAG, name);
            }
            case 3 -> script.crash(name, atNs, atNs + script.ms(500, 20_000));
            default -> stuck(cast, name, atNs);
        }
    }

    private void stuck(Cast cast, String name, long atNs) {
        List<String> service = cast.serviceOf(name);
        if (service.isEmpty()) {
            script.add(atNs, Kind.QUICK, name);
        } else {
            script.add(atNs, Kind.STUCK, name, service.get(0));
        }
    }

    /** Several agents end within moments of each other; one may lose its record, too. */
    private void agentsEnd(Cast cast, long atNs) {
        List<String> some = cast.some(cast.others(0), chance.happens(0.3) ? 1 : 0.5);
        if (!some.isEmpty() && chance.happens(0.25)) {
            script.add(atNs, Kind.DISK_DAMAGED, chance.oneOf(some));
        }
        long apartMs = chance.happens(0.7) ? 5 : 200;
        for (String name : some) {
            script.add(atNs + script.ms(0, apartMs), Kind.KILL, name);
        }
    }

    /**
     * Some are told that a server is moved, or has its VIPs back; who held them is not, and asks
     * for leases as before.
     */
    void halfTold(Cast cast, long atNs) {
        String name = cast.server(0);
        boolean back = chance.happens(0.6);
        long saidNs = back ? atNs + script.ms(3_000, 6_000) : atNs + script.ms(10, 300);
        long untilNs = saidNs + script.leases(2, 5);
        long deafNs = saidNs - script.ms(1, 10);
        script.mute("Commit", deafNs, untilNs, 15, 60);
        // asked for again and again: whatever gets through is enough
        script.mute("Edits", deafNs, untilNs, 100);
        script.mute("Snapshot", deafNs, untilNs, 100);
        if (back) {
            script.command(atNs, cast.server(1), "move", name);
            script.command(saidNs, cast.server(1), "move-back", name);
            return;
        }
        script.command(saidNs, cast.server(1), "move", name);
        if (chance.happens(0.5)) {
            script.command(saidNs + script.leases(0.5, 2), cast.server(2), "move", cast.server(3));
        }
        script.command(untilNs + script.ms(1_000, 9_000), cast.server(1), "move-back", name);
    }

    /**
     * Those who accepted the move of a server are not told for a while that it is decided, and when
     * they are, it is cut off.
     */
    void lateWord(Cast cast, long atNs) {
        String name = cast.server(0);
        long wishNs = atNs + script.ms(20, 100);
        long untilNs = wishNs + script.leases(0.8, 3);
        for (String kind : TELLING) {
            script.mute(kind, atNs, untilNs, 100);
        }
        long acceptedNs = wishNs + script.ms(5, chance.happens(0.5) ? 40 : 250);
        script.mute(chance.happens(0.5) ? "Promise" : "Prepare", acceptedNs, untilNs, 95);
        script.command(wishNs, cast.server(1), "move", name);
        script.add(untilNs - script.ms(0, 150), Kind.UNPLUG, name, "both");
        script.add(untilNs + script.leases(1, 3), Kind.PLUG, name);
        script.command(untilNs + script.leases(4, 6), cast.server(1), "move-back", name);
    }

    /** Several editors, each of which is heard by some. */
    void contested(Cast cast, long atNs) {
        long untilNs = atNs + script.leases(0.5, 4);
        script.mute("Accept", atNs, untilNs, 25, 70);
        script.mute("Commit", atNs, untilNs, 80);
        script.mute("Edits", atNs, untilNs, 60);
        script.mute("Snapshot", atNs, untilNs, 60);
        for (String kind : List.of("Prepare", "Promise", "Accepted")) {
            if (chance.happens(0.7)) {
                script.mute(kind, atNs, untilNs, 20, 70);
            }
        }
        for (int i = 2 + chance.below(4); i > 0; i--) {
            long wishNs = atNs + script.ms(0, 800);
            script.command(wishNs, cast.server(i), "move", cast.server(i + 1 + chance.below(3)));
        }
        if (chance.happens(0.4)) {
            wish(cast, 1, atNs + script.ms(0, 800));
        }
    }

    /** Whoever accepted an edit forgets it, or whoever asked for it asks again. */
    void forgetful(Cast cast, long atNs) {
        long wishNs = atNs + script.ms(10, 60);
        script.mute("Commit", atNs, wishNs + script.leases(1, 4), 100);
        String editor = cast.server(0);
        script.command(wishNs, editor, "move", cast.server(2));
        // from the first write of the first disk to the last of the slowest
        long endsNs = wishNs + script.ms(1, chance.happens(0.7) ? 30 : 250);
        switch (chance.below(3)) {
            case 0 -> askedAgain(cast, editor, atNs, endsNs);
            case 1 -> allForget(cast, editor, endsNs);
            default -> oneForgets(cast, editor, atNs, endsNs);
        }
    }

    private void askedAgain(Cast cast, String editor, long atNs, long endsNs) {
        script.mute("Accept", atNs, endsNs + script.ms(100, 600), 80);
        script.add(endsNs, Kind.KILL, editor);
        long nextNs = endsNs + script.ms(10, 1_200);
        script.command(nextNs, editor, "move", cast.server(2));
        script.command(nextNs + script.ms(50, 500), editor, "move", cast.server(3));
    }

    private void allForget(Cast cast, String editor, long endsNs) {
        for (String name : cast.others(1)) {
            script.add(endsNs, Kind.KILL, name);
        }
        lost(editor, endsNs + script.ms(0, 10));
        wish(cast, 1, endsNs + script.ms(300, 2_000));
    }

    private void oneForgets(Cast cast, String editor, long atNs, long endsNs) {
        String voter = cast.server(1);
        script.mute("Accept", atNs, endsNs + script.ms(100, 600), 35, 60);
        if (chance.happens(0.6)) {
            script.add(endsNs, Kind.DISK_DAMAGED, voter);
        }
        script.add(endsNs, Kind.KILL, voter);
        lost(editor, endsNs + script.ms(0, 10));
        String moved = chance.happens(0.5) ? editor : voter;
        script.command(endsNs + script.ms(300, 2_500), cast.server(2), "move", moved);
    }

    private void lost(String editor, long atNs) {
        script.add(atNs, Kind.RUIN, editor);
        script.add(atNs + script.ms(3_000, 20_000), Kind.REPAIR, editor);
        script.add(atNs + script.ms(20_000, 25_000), Kind.POWER_ON, editor);
    }
}
