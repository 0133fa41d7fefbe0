package io.ringwatch.agent.cli;

import io.ringwatch.agent.config.Quantity;
import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.survival.FenceRace;
import io.ringwatch.survival.Losses;
import io.ringwatch.survival.Split;
import io.ringwatch.survival.Survival;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a ring survives, for people: a few lines, each of a word and a sentence. */
final class SurvivalText {
    /** More names than these are not read. */
    private static final int NAMES_MAX = 8;

    private static final String CONFIRM = "ringwatch confirm-dead";

    private final Ring ring;
    private final Survival survival;
    private final FenceRace race;
    private final List<String> fenced;
    private final List<String> kept;
    private final List<String> keptUnfenced;
    private final List<String> lines = new ArrayList<>();

    private SurvivalText(Ring ring) {
        this.ring = ring;
        survival = Survival.of(ring);
        race = FenceRace.of(ring, survival);
        fenced = SurvivalReport.names(ring, Server::fenced);
        kept = SurvivalReport.names(ring, SurvivalText::keeps);
        keptUnfenced = SurvivalReport.names(ring, s -> keeps(s) && !s.fenced());
    }

    /** The lines, without a margin and without their ends. */
    static List<String> of(Ring ring) {
        var text = new SurvivalText(ring);
        text.votes();
        text.losses();
        if (ring.servers().size() == 2) {
            text.two();
        } else {
            text.beyond();
        }
        text.splits();
        text.isolation();
        text.fences();
        return text.lines;
    }

    private static boolean keeps(Server server) {
        return server.isolation() == Isolation.KEEP;
    }

    private void line(String word, String sentence) {
        lines.add("%-18s %s".formatted(word, sentence));
    }

    private boolean isAll(List<String> servers) {
        return servers.size() == ring.servers().size();
    }

    private String named(List<String> names) {
        if (isAll(names)) {
            return "all servers";
        }
        if (names.size() <= NAMES_MAX) {
            return String.join(", ", names);
        }
        int more = names.size() - NAMES_MAX;
        return String.join(", ", names.subList(0, NAMES_MAX)) + " and " + more + " more";
    }

    private String lowest() {
        return ring.servers().get(0).name();
    }

    private String lease() {
        return Quantity.ofNs(ring.timing().leaseNs());
    }

    private void votes() {
        List<Integer> voters = survival.council().servers();
        int servers = ring.servers().size();
        String who =
                voters.size() == servers
                        ? servers + " servers"
                        : named(voters.stream().map(ring::nameOf).toList()) + " of " + servers;
        int quorum = survival.quorum();
        int withLowest = survival.quorumWithLowest();
        line(
                "council",
                "%s%s; %d of %d votes decide%s"
                        .formatted(
                                who,
                                ring.witness() ? " and the witness" : "",
                                quorum,
                                survival.council().size(),
                                withLowest < quorum
                                        ? ", or " + withLowest + " with that of " + lowest()
                                        : ""));
    }

    private void losses() {
        line("may fail", counts(survival.losses()));
        survival.witnessDead().ifPresent(dead -> line("  witness dead", counts(dead)));
        line(
                ring.witness() ? "  without witness" : "  with a witness",
                counts(survival.otherwise()));
        if (!keptUnfenced.isEmpty()) {
            line(
                    "  but",
                    "nobody takes over for %s (isolation keep, no fence) before %s"
                            .formatted(named(keptUnfenced), CONFIRM));
        }
    }

    private String counts(Losses losses) {
        return "%s at once, %s one after another"
                .formatted(
                        count(losses.atOnce(), losses.atOnceSparing()),
                        count(losses.inTurn(), losses.inTurnSparing()));
    }

    private String count(int any, int sparing) {
        String text = any == 0 ? "none" : "any " + any;
        return sparing > any ? text + " (" + sparing + " if not " + lowest() + ")" : text;
    }

    /** What comes of more losses than a quorum bears. */
    private void beyond() {
        line(
                "beyond that",
                "no quorum: "
                        + withoutLease()
                        + ", nothing is taken over until enough are back, or each that is missing"
                        + " is confirmed off,");
        line("", confirmation());
    }

    /** What the living do without a lease. */
    private String withoutLease() {
        if (kept.isEmpty()) {
            return "all VIPs are dropped within " + lease();
        }
        String keep = named(kept) + " go on with their own VIPs";
        return isAll(kept) ? keep : keep + ", the others drop theirs within " + lease();
    }

    private String confirmation() {
        String after = "not before " + Quantity.ofNs(race.minorityNs());
        if (fenced.isEmpty()) {
            return "by " + CONFIRM + "; with fences for all by these, " + after;
        }
        if (!isAll(fenced)) {
            return named(fenced) + " by fence, " + after + ", the others by " + CONFIRM;
        }
        return "by its fence, "
                + after
                + "; "
                + (ring.witness() ? "the witness by " + CONFIRM + "; " : "")
                + "without fences by "
                + CONFIRM;
    }

    private void two() {
        Server low = ring.servers().get(0);
        Server high = ring.servers().get(1);
        line("without " + high.name(), without(high, low));
        line("without " + low.name(), without(low, high));
    }

    private String without(Server gone, Server left) {
        String word = CONFIRM + " " + gone.name();
        if (survival.goesOnWithout(Set.of(gone.number()))) {
            return left.name()
                    + " goes on and takes over for it"
                    + (keeps(gone) && !gone.fenced() ? " after " + word : "");
        }
        String until =
                gone.fenced()
                        ? "asks the fence of "
                                + gone.name()
                                + ", not before "
                                + Quantity.ofNs(race.minorityNs())
                        : "waits for " + word;
        return "%s has no quorum: it %s its own VIPs, too, and %s"
                .formatted(left.name(), keeps(left) ? "keeps" : "drops", until);
    }

    private void splits() {
        var sides = new LinkedHashMap<Split.Winner, List<String>>();
        for (Split split : survival.splits()) {
            sides.computeIfAbsent(split.winner(), w -> new ArrayList<>())
                    .add(split.smaller() + "|" + split.larger());
        }
        var parts = new ArrayList<String>();
        for (Map.Entry<Split.Winner, List<String>> entry : sides.entrySet()) {
            parts.add(String.join(", ", entry.getValue()) + ": " + side(entry.getKey()));
        }
        boolean all = survival.council().servers().size() == ring.servers().size();
        line(
                "split in two",
                String.join("; ", parts) + (all ? "" : " (counted in servers of the council)"));
    }

    private String side(Split.Winner winner) {
        return switch (winner) {
            case LARGER -> "the larger side goes on";
            case LOWEST -> "the side with " + lowest() + " goes on";
            case WITNESS -> "the side that hears the witness goes on";
            case LARGER_UNLESS_BOTH ->
                    "the larger side goes on, unless the smaller one has "
                            + lowest()
                            + " and hears the witness";
        };
    }

    private void isolation() {
        String drop = "drop their VIPs within " + lease() + " and are taken over";
        String keep =
                "go on with their own VIPs while their gateway answers; taken over after a release,"
                        + " a fence or "
                        + CONFIRM;
        if (kept.isEmpty()) {
            line("the other side", "its servers " + drop);
        } else if (isAll(kept)) {
            line("the other side", "its servers " + keep);
        } else {
            line("the other side", "its servers " + drop + "; " + named(kept) + " " + keep);
        }
    }

    private void fences() {
        if (fenced.isEmpty()) {
            line("fences", "none: the side that goes on waits for leases to run out");
            return;
        }
        String last =
                race.lastNs() > race.orderedNs()
                        ? ", the last within " + Quantity.ofNs(race.lastNs())
                        : "";
        long limitNs = ring.timing().fenceLimitNs();
        line(
                "fences",
                "the side that goes on orders them within %s%s, the other not before %s: %s"
                        .formatted(
                                Quantity.ofNs(race.orderedNs()),
                                last,
                                Quantity.ofNs(race.minorityNs()),
                                race.roomNs() >= limitNs ? "early enough" : late(limitNs)));
        if (!isAll(fenced)) {
            line(
                    "  for some only",
                    "a side without a quorum and without fences is not fenced, and fences "
                            + named(fenced)
                            + " then");
        }
    }

    private String late(long limitNs) {
        String those =
                race.roomNs() > 0
                        ? "those that take longer than "
                                + Quantity.ofNs(race.roomNs())
                                + ", with fence = "
                                + Quantity.ofNs(limitNs)
                                + ","
                        : "the last ones";
        return those + " may come too late";
    }
}
