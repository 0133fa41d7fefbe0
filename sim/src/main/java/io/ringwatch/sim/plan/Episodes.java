package io.ringwatch.sim.plan;

import io.ringwatch.ring.Ring;
import io.ringwatch.sim.plan.Fault.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns an episode into faults. Lengths go by the lease, since what is decided late, granted twice
 * or forgotten matters for as long as a lease.
 */
final class Episodes {
    private static final long MS = 1_000_000L;
    private static final long SEC = 1000 * MS;
    private static final String BOTH = "both";

    /** Messages that tell others what was decided. */
    private static final List<String> TELLING = List.of("Commit", "Edits", "Snapshot");

    /** Messages by which it is decided. */
    private static final List<String> DECIDING =
            List.of("Accept", "Accepted", "Promise", "Prepare", "Nack", "Refusal", "Grant");

    private static final List<String> FOUNDING =
            List.of("Found", "Founding", "FirstFiles", "FirstAccepted", "Snapshot", "CalledOff");

    private final Chance chance;
    private final Ring ring;
    private final Troubles.Sink sink;
    private final long leaseNs;

    Episodes(Chance chance, Ring ring, Troubles.Sink sink) {
        this.chance = chance;
        this.ring = ring;
        this.sink = sink;
        this.leaseNs = ring.timing().leaseNs();
    }

    /** Adds the faults of one episode that begins then. */
    void add(Episode episode, long atNs) {
        var cast = new Cast(ring, chance);
        switch (episode) {
            case UNDECIDED -> undecided(cast, atNs);
            case HURRY -> hurry(cast, atNs);
            case LOST_MAJORITY -> lostMajority(cast, atNs, false);
            case HALF_BEGUN -> lostMajority(cast, atNs, true);
            case BAD_CABLE -> badCable(cast, atNs);
            case NEARLY_ALONE -> nearlyAlone(cast, atNs);
            case ROLLING -> rolling(cast, atNs);
            case LATE_FENCE -> lateFence(cast, atNs);
        }
    }

    private void undecided(Cast cast, long atNs) {
        long untilNs = atNs + leases(0.3, 4);
        if (chance.happens(0.9)) {
            mute("Commit", atNs, untilNs, 80);
        }
        for (String kind : List.of("Edits", "Snapshot")) {
            if (chance.happens(0.6)) {
                mute(kind, atNs, untilNs, 60);
            }
        }
        for (String kind : DECIDING) {
            if (chance.happens(0.25)) {
                mute(kind, atNs, untilNs, 20);
            }
        }
        long wishNs = atNs + ms(0, 300);
        for (int i = 1 + chance.below(3); i > 0; i--) {
            wish(cast, i, wishNs + ms(0, 250));
        }
        if (chance.happens(0.6)) {
            agentsEnd(cast, wishNs + ms(1, 500));
        }
        if (chance.happens(0.3)) {
            crash(cast.server(0), wishNs + ms(1, 500), untilNs + ms(0, 20_000));
        }
        if (chance.happens(0.6)) {
            long againNs = wishNs + ms(300, 3_000);
            wish(cast, 1 + chance.below(2), againNs);
            wish(cast, 3, againNs + ms(0, 50));
        }
    }

    /** Somebody or something wants an edit. */
    private void wish(Cast cast, int part, long atNs) {
        String name = cast.server(part);
        String by = cast.server(chance.happens(0.5) ? 0 : part + 1);
        switch (chance.below(5)) {
            case 0, 1 -> sink.add(atNs, Kind.COMMAND, by, "move", name);
            case 2 -> {
                sink.add(atNs, Kind.UNFLAG, name);
                sink.add(atNs + ms(1_000, 20_000), Kind.FLAG, name);
            }
            case 3 -> crash(name, atNs, atNs + ms(500, 20_000));
            default -> {
                List<String> service = cast.serviceOf(name);
                if (service.isEmpty()) {
                    sink.add(atNs, Kind.QUICK, name);
                } else {
                    sink.add(atNs, Kind.STUCK, name, service.get(0));
                }
            }
        }
    }

    /** Several agents end within moments of each other; one may lose its record, too. */
    private void agentsEnd(Cast cast, long atNs) {
        List<String> some = cast.some(cast.others(0), chance.happens(0.3) ? 1 : 0.5);
        if (!some.isEmpty() && chance.happens(0.25)) {
            sink.add(atNs, Kind.DISK_DAMAGED, chance.oneOf(some));
        }
        long apartMs = chance.happens(0.7) ? 5 : 200;
        for (String name : some) {
            sink.add(atNs + ms(0, apartMs), Kind.KILL, name);
        }
    }

    private void crash(String name, long atNs, long untilNs) {
        sink.add(atNs, Kind.CRASH, name);
        sink.add(untilNs, Kind.POWER_ON, name);
    }

    private void hurry(Cast cast, long atNs) {
        String moved = cast.server(0);
        String by = chance.happens(0.5) ? cast.before(moved, 1) : cast.server(1);
        long saidNs = atNs + Math.min(leaseNs, SEC);
        long untilNs = saidNs + leases(0.5, 4);
        if (chance.happens(0.4)) {
            sink.add(atNs, Kind.SLOW_LINK, moved, 20 + chance.below(280) + "ms");
            sink.add(untilNs, Kind.SLOW_LINK, moved, "0s");
        }
        if (chance.happens(0.4)) {
            // another change of the council within the same lease
            sink.add(saidNs - ms(10, 800), Kind.COMMAND, by, "move", cast.server(2));
        }
        if (chance.happens(0.4)) {
            for (String name : cast.some(cast.others(1), 0.7)) {
                sink.add(saidNs - ms(10, 800), Kind.KILL, name);
            }
        }
        cutOff(moved, saidNs + ms(0, 250) - 125 * MS, untilNs);
        sink.add(saidNs, Kind.COMMAND, by, "move", moved);
        if (chance.happens(0.5)) {
            sink.add(saidNs + ms(0, 300), Kind.COMMAND, cast.server(2), "move", moved);
        }
        if (chance.happens(0.4)) {
            String leader = chance.happens(0.7) ? cast.before(moved, 1) : by;
            sink.add(saidNs + ms(10, 900), of(Kind.KILL, Kind.CRASH), leader);
            sink.add(untilNs, Kind.POWER_ON, leader);
        }
        sink.add(untilNs + ms(1_000, 10_000), Kind.COMMAND, cast.server(1), "move-back", moved);
    }

    /** It holds what it holds, and cannot be told that it should not any more. */
    private void cutOff(String name, long atNs, long untilNs) {
        switch (chance.below(6)) {
            case 0, 1 -> {
                sink.add(atNs, Kind.UNPLUG, name, BOTH);
                sink.add(untilNs, Kind.PLUG, name);
            }
            case 2 -> {
                TELLING.forEach(kind -> mute(kind, atNs, untilNs, 90));
                if (chance.happens(0.5)) {
                    mute("AskRelease", atNs, untilNs, 90);
                }
            }
            case 3 -> sink.add(atNs, Kind.PAUSE, name, (untilNs - atNs) / MS + "ms");
            case 4 -> sink.add(atNs + ms(0, 300), Kind.KILL, name);
            default -> {
                for (int number : ring.members()) {
                    String other = ring.nameOf(number);
                    if (!other.equals(name)) {
                        sink.add(atNs, Kind.CUT, other, name, BOTH);
                    }
                }
                sink.add(untilNs, Kind.MEND);
            }
        }
    }

    private void lostMajority(Cast cast, long atNs, boolean lossy) {
        int left = 1 + chance.below(Math.max(1, cast.servers() / 2));
        List<String> living = cast.first(left);
        List<String> dead = cast.others(left);
        if (chance.happens(0.4)) {
            mute("Commit", atNs - ms(0, 300), atNs + ms(50, 500), 80);
            wish(cast, 0, atNs - ms(0, 100));
        }
        for (String name : dead) {
            sink.add(atNs + ms(0, 150), Kind.RUIN, name);
        }
        long beginsNs = atNs + ms(200, 800) + leases(2, 3);
        if (chance.happens(0.8)) {
            String told = chance.oneOf(living);
            sink.add(beginsNs - ms(0, 1_000), Kind.CONFIRM, told, String.join(",", dead));
        }
        if (lossy) {
            halfBegun(cast, living, beginsNs);
        }
        long backNs = beginsNs + (chance.happens(0.5) ? ms(0, 1_500) : leases(0.5, 6));
        if (chance.happens(0.8)) {
            // who comes back is not heard by all, or by nobody
            List<String> deaf = chance.happens(0.7) ? living : List.of(chance.oneOf(living));
            long splitNs = Math.min(backNs, beginsNs - ms(0, 1_000));
            sink.add(splitNs, Kind.SPLIT, String.join(",", deaf), String.join(",", dead));
            long alone = chance.happens(0.3) ? 2 * ring.timing().fenceLimitNs() : 0;
            sink.add(backNs + alone + leases(1, 10), Kind.MEND);
        }
        for (String name : dead) {
            sink.add(backNs, Kind.REPAIR, name);
            sink.add(backNs + ms(0, 2_000), Kind.POWER_ON, name);
        }
        if (chance.happens(0.4)) {
            wish(cast, left, backNs + leases(1, 4));
        }
    }

    private void halfBegun(Cast cast, List<String> living, long beginsNs) {
        for (String kind : FOUNDING) {
            if (chance.happens(0.4)) {
                mute(kind, beginsNs - ms(0, 2_000), beginsNs + ms(200, 7_000), 30);
            }
        }
        for (String name : cast.some(living, 0.5)) {
            sink.add(beginsNs + ms(0, 3_000), Kind.KILL, name);
        }
        if (living.size() > 1 && chance.happens(0.5)) {
            String lost = living.get(0);
            long lostNs = beginsNs + ms(0, 6_000);
            sink.add(lostNs, Kind.RUIN, lost);
            sink.add(lostNs + ms(500, 3_000), Kind.CONFIRM, living.get(1), lost);
            sink.add(lostNs + leases(2, 8), Kind.REPAIR, lost);
            sink.add(lostNs + leases(8, 9), Kind.POWER_ON, lost);
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
            undecided(cast, atNs);
            return;
        }
        sink.add(atNs, Kind.CUT, manager, target, BOTH);
        if (chance.happens(0.7)) {
            sink.add(atNs, Kind.CUT, target, manager, BOTH);
        }
        long goesNs = atNs + ring.timing().fenceLimitNs() + leases(3, 4) + ms(8_000, 12_000);
        String by = cast.before(target, cast.servers() > 3 ? 3 : 2);
        sink.add(goesNs, Kind.COMMAND, by, "move", between);
        sink.add(goesNs + leases(2, 6), Kind.MEND);
        sink.add(goesNs + leases(7, 8), Kind.COMMAND, by, "move-back", between);
    }

    private void nearlyAlone(Cast cast, long atNs) {
        String alone = chance.happens(0.5) ? ring.servers().get(0).name() : cast.server(0);
        var unheard = new ArrayList<>(cast.others(0));
        unheard.remove(alone);
        for (int i = chance.below(2); i >= 0 && unheard.size() > 1; i--) {
            unheard.remove(chance.below(unheard.size()));
        }
        sink.add(atNs, Kind.SPLIT, alone, String.join(",", unheard));
        long lengthNs = chance.happens(0.5) ? 0 : ring.timing().fenceLimitNs();
        sink.add(atNs + lengthNs + leases(1, 6), Kind.MEND);
    }

    private void rolling(Cast cast, long atNs) {
        long nextNs = atNs;
        long stepMs = 20L + chance.below(1_500);
        for (String name : cast.some(cast.others(0), 0.8)) {
            sink.add(nextNs, chance.happens(0.7) ? Kind.KILL : of(Kind.QUICK, Kind.RESTART), name);
            nextNs += ms(1, stepMs);
        }
        for (int i = chance.below(3); i > 0; i--) {
            wish(cast, i, atNs + chance.within(new Span(0, nextNs - atNs)));
        }
    }

    private void lateFence(Cast cast, long atNs) {
        String name = cast.server(0);
        String leader = cast.before(name, 1);
        long lateNs = ms(500, 15_000);
        sink.add(atNs, Kind.FENCE_SLOW, name, lateNs / MS + "ms");
        sink.add(atNs, of(Kind.CRASH, Kind.FREEZE, Kind.RUIN), name);
        long backNs = atNs + ms(1_000, 20_000);
        sink.add(backNs, Kind.REPAIR, name);
        sink.add(backNs, Kind.POWER_ON, name);
        sink.add(backNs, Kind.THAW, name);
        if (chance.happens(0.6)) {
            sink.add(backNs - ms(0, 900), Kind.CUT, name, leader, BOTH);
            sink.add(backNs + leases(3, 12), Kind.MEND);
        }
        if (chance.happens(0.3)) {
            sink.add(backNs - ms(0, 900), Kind.PAUSE, leader, ms(500, 8_000) / MS + "ms");
        }
        sink.add(backNs + ms(2_000, 12_000), Kind.COMMAND, cast.server(1), "move", name);
        sink.add(backNs + ms(13_000, 20_000), Kind.FENCE_WORKS, name);
    }

    private void mute(String kind, long atNs, long untilNs, int percentMin) {
        sink.add(
                atNs, Kind.MUTE, kind, String.valueOf(percentMin + chance.below(101 - percentMin)));
        sink.add(untilNs, Kind.MUTE, kind, "0");
    }

    private long leases(double least, double most) {
        return chance.within(new Span((long) (least * leaseNs), (long) (most * leaseNs)));
    }

    private long ms(long least, long most) {
        return chance.within(Span.ms(least, most));
    }

    private Kind of(Kind... kinds) {
        return chance.oneOf(List.of(kinds));
    }
}
