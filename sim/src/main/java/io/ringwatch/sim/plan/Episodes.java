package io.ringwatch.sim.plan;

import io.ringwatch.ring.Ring;
import io.ringwatch.sim.plan.Fault.Kind;
import java.util.ArrayList;
import java.util.List;

/** Turns an episode into faults: those around one edit, and those of machines and networks. */
final class Episodes {
    private static final long MS = 1_000_000L;
    private static final long SEC = 1000 * MS;
    private static final String BOTH = "both";

    private static final List<String> FOUNDING =
            List.of("Found", "Founding", "FirstFiles", "FirstAccepted", "Snapshot", "CalledOff");

    private final Chance chance;
    private final Ring ring;
    private final Script script;
    private final EditEpisodes edits;

    Episodes(Chance chance, Ring ring, Troubles.Sink sink) {
        this.chance = chance;
        this.ring = ring;
        this.script = new Script(chance, ring, sink);
        this.edits = new EditEpisodes(script);
    }

    /** Adds the faults of one episode that begins then. */
    void add(Episode episode, long atNs) {
        var cast = new Cast(ring, chance);
        switch (episode) {
            case UNDECIDED -> edits.undecided(cast, atNs);
            case HALF_TOLD -> edits.halfTold(cast, atNs);
            case LATE_WORD -> edits.lateWord(cast, atNs);
            case CONTESTED -> edits.contested(cast, atNs);
            case FORGETFUL -> edits.forgetful(cast, atNs);
            case HURRY -> hurry(cast, atNs);
            case LOST_MAJORITY -> lostMajority(cast, atNs, false);
            case HALF_BEGUN -> lostMajority(cast, atNs, true);
            case BAD_CABLE -> badCable(cast, atNs);
            case NEARLY_ALONE -> nearlyAlone(cast, atNs);
            case ROLLING -> rolling(cast, atNs);
            case LATE_FENCE -> lateFence(cast, atNs);
        }
    }

    private void hurry(Cast cast, long atNs) {
        String moved = cast.server(0);
        String by = chance.happens(0.5) ? cast.before(moved, 1) : cast.server(1);
        long saidNs = atNs + Math.min(ring.timing().leaseNs(), SEC);
        long untilNs = saidNs + script.leases(0.5, 4);
        if (chance.happens(0.4)) {
            script.add(atNs, Kind.SLOW_LINK, moved, 20 + chance.below(280) + "ms");
            script.add(untilNs, Kind.SLOW_LINK, moved, "0s");
        }
        if (chance.happens(0.4)) {
            // another change of the council within the same lease
            script.command(saidNs - script.ms(10, 800), by, "move", cast.server(2));
        }
        if (chance.happens(0.4)) {
            for (String name : cast.some(cast.others(1), 0.7)) {
                script.add(saidNs - script.ms(10, 800), Kind.KILL, name);
            }
        }
        cutOff(moved, saidNs + script.ms(0, 250) - 125 * MS, untilNs);
        script.command(saidNs, by, "move", moved);
        if (chance.happens(0.5)) {
            script.command(saidNs + script.ms(0, 300), cast.server(2), "move", moved);
        }
        if (chance.happens(0.4)) {
            String leader = chance.happens(0.7) ? cast.before(moved, 1) : by;
            script.add(saidNs + script.ms(10, 900), script.of(Kind.KILL, Kind.CRASH), leader);
            script.add(untilNs, Kind.POWER_ON, leader);
        }
        script.command(untilNs + script.ms(1_000, 10_000), cast.server(1), "move-back", moved);
    }

    /** It holds what it holds, and cannot be told that it should not any more. */
    private void cutOff(String name, long atNs, long untilNs) {
        switch (chance.below(6)) {
            case 0, 1 -> {
                script.add(atNs, Kind.UNPLUG, name, BOTH);
                script.add(untilNs, Kind.PLUG, name);
            }
            case 2 -> {
                EditEpisodes.TELLING.forEach(kind -> script.mute(kind, atNs, untilNs, 100));
                if (chance.happens(0.5)) {
                    script.mute("AskRelease", atNs, untilNs, 90);
                }
            }
            case 3 -> script.add(atNs, Kind.PAUSE, name, (untilNs - atNs) / MS + "ms");
            case 4 -> script.add(atNs + script.ms(0, 300), Kind.KILL, name);
            default -> {
                for (int number : ring.members()) {
                    String other = ring.nameOf(number);
                    if (!other.equals(name)) {
                        script.add(atNs, Kind.CUT, other, name, BOTH);
                    }
                }
                script.add(untilNs, Kind.MEND);
            }
        }
    }

    private void lostMajority(Cast cast, long atNs, boolean lossy) {
        int left = 1 + chance.below(Math.max(1, cast.servers() / 2));
        List<String> living = cast.first(left);
        List<String> dead = cast.others(left);
        if (chance.happens(0.4)) {
            script.mute("Commit", atNs - script.ms(0, 300), atNs + script.ms(50, 500), 80);
            edits.wish(cast, 0, atNs - script.ms(0, 100));
        }
        for (String name : dead) {
            script.add(atNs + script.ms(0, 150), Kind.RUIN, name);
        }
        long beginsNs = atNs + script.ms(200, 800) + script.leases(2, 3);
        if (chance.happens(0.8)) {
            String told = chance.oneOf(living);
            script.add(beginsNs - script.ms(0, 1_000), Kind.CONFIRM, told, String.join(",", dead));
        }
        if (lossy) {
            halfBegun(cast, living, beginsNs);
        }
        long backNs =
                beginsNs + (chance.happens(0.5) ? script.ms(0, 1_500) : script.leases(0.5, 6));
        if (chance.happens(0.8)) {
            // who comes back is not heard by all, or by nobody
            List<String> deaf = chance.happens(0.7) ? living : List.of(chance.oneOf(living));
            long splitNs = Math.min(backNs, beginsNs - script.ms(0, 1_000));
            script.add(splitNs, Kind.SPLIT, String.join(",", deaf), String.join(",", dead));
            long alone = chance.happens(0.3) ? 2 * ring.timing().fenceLimitNs() : 0;
            script.add(backNs + alone + script.leases(1, 10), Kind.MEND);
        }
        for (String name : dead) {
            script.add(backNs, Kind.REPAIR, name);
            script.add(backNs + script.ms(0, 2_000), Kind.POWER_ON, name);
        }
        if (chance.happens(0.4)) {
            edits.wish(cast, left, backNs + script.leases(1, 4));
        }
    }

    private void halfBegun(Cast cast, List<String> living, long beginsNs) {
        for (String kind : FOUNDING) {
            if (chance.happens(0.4)) {
                script.mute(
                        kind, beginsNs - script.ms(0, 2_000), beginsNs + script.ms(200, 7_000), 30);
            }
        }
        for (String name : cast.some(living, 0.5)) {
            script.add(beginsNs + script.ms(0, 3_000), Kind.KILL, name);
        }
        if (living.size() > 1 && chance.happens(0.5)) {
            String lost = living.get(0);
            long lostNs = beginsNs + script.ms(0, 6_000);
            script.add(lostNs, Kind.RUIN, lost);
            script.add(lostNs + script.ms(500, 3_000), Kind.CONFIRM, living.get(1), lost);
            script.add(lostNs + script.leases(2, 8), Kind.REPAIR, lost);
            script.add(lostNs + script.leases(8, 9), Kind.POWER_ON, lost);
        }
    }

    /**
     * The cable is bad long before it matters: between a server and the target of its own target,
     * which it has to manage when that one goes.
     */
    private void badCable(Cast cast, long atNs) {
        String target = cast.server(0);
        String between = cast.before(target, 1);
        String manager = cast.before(target, 2);
        if (manager.equals(target)) {
            edits.undecided(cast, atNs);
            return;
        }
        script.add(atNs, Kind.CUT, manager, target, BOTH);
        if (chance.happens(0.7)) {
            script.add(atNs, Kind.CUT, target, manager, BOTH);
        }
        long goesNs =
                atNs
                        + ring.timing().fenceLimitNs()
                        + script.leases(3, 4)
                        + script.ms(8_000, 12_000);
        String by = cast.before(target, cast.servers() > 3 ? 3 : 2);
        script.command(goesNs, by, "move", between);
        script.add(goesNs + script.leases(2, 6), Kind.MEND);
        script.command(goesNs + script.leases(7, 8), by, "move-back", between);
    }

    private void nearlyAlone(Cast cast, long atNs) {
        String alone = chance.happens(0.5) ? ring.servers().get(0).name() : cast.server(0);
        var unheard = new ArrayList<>(cast.others(0));
        unheard.remove(alone);
        for (int i = chance.below(2); i >= 0 && unheard.size() > 1; i--) {
            unheard.remove(chance.below(unheard.size()));
        }
        script.add(atNs, Kind.SPLIT, alone, String.join(",", unheard));
        long lengthNs = chance.happens(0.5) ? 0 : ring.timing().fenceLimitNs();
        script.add(atNs + lengthNs + script.leases(1, 6), Kind.MEND);
    }

    private void rolling(Cast cast, long atNs) {
        long nextNs = atNs;
        long stepMs = 20L + chance.below(1_500);
        for (String name : cast.some(cast.others(0), 0.8)) {
            script.add(
                    nextNs,
                    chance.happens(0.7) ? Kind.KILL : script.of(Kind.QUICK, Kind.RESTART),
                    name);
            nextNs += script.ms(1, stepMs);
        }
        for (int i = chance.below(3); i > 0; i--) {
            edits.wish(cast, i, atNs + chance.within(new Span(0, nextNs - atNs)));
        }
    }

    private void lateFence(Cast cast, long atNs) {
        String name = cast.server(0);
        String leader = cast.before(name, 1);
        long lateNs = script.ms(500, 15_000);
        script.add(atNs, Kind.FENCE_SLOW, name, lateNs / MS + "ms");
        script.add(atNs, script.of(Kind.CRASH, Kind.FREEZE, Kind.RUIN), name);
        long backNs = atNs + script.ms(1_000, 20_000);
        script.add(backNs, Kind.REPAIR, name);
        script.add(backNs, Kind.POWER_ON, name);
        script.add(backNs, Kind.THAW, name);
        if (chance.happens(0.6)) {
            script.add(backNs - script.ms(0, 900), Kind.CUT, name, leader, BOTH);
            script.add(backNs + script.leases(3, 12), Kind.MEND);
        }
        if (chance.happens(0.3)) {
            script.add(
                    backNs - script.ms(0, 900),
                    Kind.PAUSE,
                    leader,
                    script.ms(500, 8_000) / MS + "ms");
        }
        script.command(backNs + script.ms(2_000, 12_000), cast.server(1), "move", name);
        script.add(backNs + script.ms(13_000, 20_000), Kind.FENCE_WORKS, name);
    }
}
