package io.ringwatch.sim.scenario;

import static io.ringwatch.sim.scenario.Rings.formed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.ring.Timing;
import io.ringwatch.sim.world.World;
import io.ringwatch.sim.world.WorldBuilder;
import io.ringwatch.survival.FenceRace;
import io.ringwatch.survival.Losses;
import io.ringwatch.survival.Split;
import io.ringwatch.survival.Survival;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of what a ring survives, played. */
class SurvivalTest {
    /** Longer than it takes to take over, shorter than it takes to be restarted by chance. */
    private static final String LONG = "60 s";

    /** A simulated fence takes up to so long, and a little. */
    private static final long FENCE_NS = 910_000_000L;

    /** A simulated machine boots in no less. */
    private static final long BOOT_NS = 4_000_000_000L;

    private static WorldBuilder ring(int servers, boolean witness) {
        return World.ring(servers).witness(witness).timing(Timing.fast()).seed(servers);
    }

    private static Survival survival(World world) {
        return Survival.of(world.ring());
    }

    /** Names of the servers that vote, the lowest first. */
    private static List<String> lowest(World world) {
        return survival(world).council().servers().stream().map(world.ring()::nameOf).toList();
    }

    private static List<String> highest(World world) {
        var names = new ArrayList<>(lowest(world));
        Collections.reverse(names);
        return names;
    }

    private static void ruin(World world, List<String> names) {
        names.forEach(name -> world.apply("ruin " + name));
    }

    private static boolean isServed(World world, String name) {
        String holder = world.holder(name);
        return !holder.isEmpty() && world.isOn(holder);
    }

    private static void untilServed(World world) {
        world.until(
                LONG,
                "all functions are served",
                () ->
                        world.ring().servers().stream()
                                .map(Server::name)
                                .allMatch(name -> isServed(world, name)));
    }

    private static void assertLost(World world, List<String> dead) {
        world.run(LONG);
        dead.forEach(name -> assertFalse(isServed(world, name), name + " was taken over"));
        assertTrue(
                world.story().stream().anyMatch(line -> line.contains("[QUORUM_LOST")),
                "nobody misses a quorum");
    }

    /** So many at once, and one more. */
    private static void atOnce(WorldBuilder builder, boolean witnessDead, boolean sparing) {
        for (int more = 0; more <= 1; more++) {
            World world = formed(builder);
            Losses losses = losses(world, witnessDead);
            int count = (sparing ? losses.atOnceSparing() : losses.atOnce()) + more;
            List<String> dead = (sparing ? highest(world) : lowest(world)).subList(0, count);
            boolean anybody = count < world.ring().servers().size();
            ruin(world, dead);
            if (more == 0) {
                untilServed(world);
            } else if (anybody && !(sparing && dead.contains(lowest(world).get(0)))) {
                assertLost(world, dead);
            }
        }
    }

    private static Losses losses(World world, boolean witnessDead) {
        if (!witnessDead) {
            return survival(world).losses();
        }
        world.apply("ruin witness");
        world.run("5 s");
        return survival(world).witnessDead().orElseThrow();
    }

    /** So many one after another, and one more. */
    private static void inTurn(WorldBuilder builder, boolean witnessDead, boolean sparing) {
        World world = formed(builder);
        Losses losses = losses(world, witnessDead);
        int count = sparing ? losses.inTurnSparing() : losses.inTurn();
        var order = new ArrayList<>(world.ring().servers().stream().map(Server::name).toList());
        if (sparing) {
            Collections.reverse(order);
        }
        for (String name : order.subList(0, count)) {
            world.apply("ruin " + name);
            untilServed(world);
            world.run("5 s");
        }
        if (count + 1 < order.size()) {
            String last = order.get(count);
            ruin(world, List.of(last));
            assertLost(world, List.of(last));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2, false", "3, false", "4, false", "5, false", "6, false", "7, false", "9, false",
        "2, true", "3, true", "4, true", "5, true", "6, true", "7, true", "9, true"
    })
    void shouldSurviveSoManyAtOnceAndNotOneMore(int servers, boolean witness) {
        atOnce(ring(servers, witness), false, false);
        atOnce(ring(servers, witness), false, true);
    }

    @ParameterizedTest
    @CsvSource({
        "2, false",
        "3, false",
        "4, false",
        "6, false",
        "9, false",
        "2, true",
        "3, true",
        "6, true",
        "9, true"
    })
    void shouldSurviveSoManyInTurnAndNotOneMore(int servers, boolean witness) {
        inTurn(ring(servers, witness), false, false);
        inTurn(ring(servers, witness), false, true);
    }

    /** A dead witness goes on counting, so it is worse than none. */
    @ParameterizedTest
    @CsvSource({"2", "3", "4", "5", "6"})
    void shouldSurviveLessWhileTheWitnessIsDead(int servers) {
        atOnce(ring(servers, true), true, false);
        atOnce(ring(servers, true), true, true);
        inTurn(ring(servers, true), true, false);
        inTurn(ring(servers, true), true, true);
    }

    /** Of these sides the one that is said to goes on and takes over, and the other drops. */
    @ParameterizedTest
    @CsvSource({
        "2, false", "3, false", "4, false", "5, false", "6, false",
        "2, true", "3, true", "4, true", "5, true", "6, true"
    })
    void shouldGoOnOnTheSideThatIsSaidTo(int servers, boolean witness) {
        Survival survival = Survival.of(ring(servers, witness).ring());
        for (Split split : survival.splits()) {
            for (boolean low : new boolean[] {false, true}) {
                for (boolean hears : witness ? new boolean[] {false, true} : new boolean[1]) {
                    fallApart(ring(servers, witness), split, low, hears);
                }
            }
        }
    }

    private static void fallApart(WorldBuilder builder, Split split, boolean low, boolean hears) {
        World world = formed(builder);
        var order = new ArrayList<>(low ? lowest(world) : highest(world));
        List<String> one = new ArrayList<>(order.subList(0, split.smaller()));
        List<String> other = new ArrayList<>(order.subList(split.smaller(), order.size()));
        boolean first = split.winner().isSmaller(low, hears);
        List<String> winners = List.copyOf(first ? one : other);
        if (world.ring().witness()) {
            (hears ? one : other).add("witness");
        }
        world.apply("split " + String.join(",", one) + " " + String.join(",", other));
        world.until(
                Rings.RECOVERED,
                winners + " serve for all after " + split,
                () ->
                        world.ring().servers().stream()
                                .allMatch(s -> winners.contains(world.holder(s.name()))));
        Rings.assertUnbroken(world, (first ? other : one).toArray(String[]::new));
    }

    /** What keeps its VIPs is taken over by a fence, and not without one. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void shouldTakeOverOnlyByAFenceFromWhomKeeps(boolean fences) {
        World world = formed(ring(6, false).isolation(Isolation.KEEP).fences(fences));
        world.apply("split mail,ftp,web1 web2,proxy,login");
        world.run(LONG);
        for (String name : List.of("web2", "proxy", "login")) {
            List<String> holders = fences ? List.of("mail", "ftp", "web1") : List.of(name);
            assertTrue(holders.contains(world.holder(name)), name + ": " + world.holder(name));
        }
    }

    /**
     * With fences the living go on without those that are off; without them only a person helps.
     */
    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void shouldBeginAnewByFencesOrAPersonsWord(boolean fences, boolean witness) {
        World world = formed(ring(6, witness).fences(fences));
        List<String> dead = lowest(world).subList(0, survival(world).losses().atOnce() + 1);
        FenceRace race = FenceRace.of(world.ring(), survival(world));
        ruin(world, dead);
        if (fences) {
            world.runUntil(world.nowNs() + race.minorityNs());
        } else {
            world.run(LONG);
        }
        dead.forEach(name -> assertFalse(isServed(world, name), name));
        if (!fences) {
            world.apply("command login confirm-dead " + String.join(",", dead));
        }
        untilServed(world);
        assertTrue(Rings.newest(world).version().incarnation().number() > 1);
    }

    /** Server 2 of two drops its VIPs, too, unless there is a witness, and waits. */
    @Test
    void shouldNotGoOnWithoutTheLowerOfTwo() {
        World world = formed(ring(2, false));
        ruin(world, List.of("mail"));
        world.run(LONG);
        assertEquals("", world.holder("ftp"));
        world.apply("command ftp confirm-dead mail");
        untilServed(world);
    }

    /** The first half of the ring, which has the quorum, is cut off from the second. */
    @ParameterizedTest
    @CsvSource({
        "6, paper, 1",
        "6, paper, 2",
        "6, default, 1",
        "6, default, 2",
        "6, fast, 1",
        "6, fast, 2",
        "12, paper, 1",
        "12, default, 1",
        "12, fast, 1"
    })
    void shouldFenceBeforeTheOtherSideDoes(int servers, String profile, int seed) {
        for (int laterMs = 0; laterMs < 10_000; laterMs += 1_700) {
            race(servers, profile(profile), 10 * seed + laterMs, laterMs);
        }
    }

    private static Timing profile(String name) {
        return switch (name) {
            case "paper" -> Timing.paper();
            case "fast" -> Timing.fast();
            default -> Timing.standard();
        };
    }

    private static void race(int servers, Timing timing, long seed, int laterMs) {
        World world = formed(ring(servers, false).timing(timing).fences().seed(seed));
        world.run(laterMs + 1 + " ms");
        FenceRace race = FenceRace.of(world.ring(), survival(world));
        long fromNs = world.nowNs();
        int told = world.story().size();
        List<String> all = world.ring().servers().stream().map(Server::name).toList();
        List<String> winners = all.subList(0, servers / 2);
        List<String> others = all.subList(servers / 2, servers);
        world.apply("split " + String.join(",", winners) + " " + String.join(",", others));
        world.run(race.minorityNs() / 1_000_000 + 20_000 + " ms");
        List<String> story = world.story().subList(told, world.story().size());
        long firstNs = Long.MAX_VALUE;
        long lastNs = 0;
        for (String name : others) {
            String shot = first(story, name + ": is fenced off by ");
            assertTrue(winners.contains(shot.substring(shot.lastIndexOf(' ') + 1)), shot);
            firstNs = Math.min(firstNs, sinceNs(shot, fromNs));
            lastNs = Math.max(lastNs, sinceNs(shot, fromNs));
        }
        assertTrue(firstNs <= race.orderedNs() + FENCE_NS, "first after " + firstNs);
        assertTrue(lastNs <= race.lastNs() + FENCE_NS, "last after " + lastNs);
        if (race.roomNs() > FENCE_NS && lastNs - firstNs < BOOT_NS) {
            for (String name : winners) {
                assertEquals("", first(story, name + ": is fenced off by "));
            }
        }
    }

    private static String first(List<String> story, String part) {
        return story.stream().filter(line -> line.contains(" " + part)).findFirst().orElse("");
    }

    private static long sinceNs(String line, long fromNs) {
        double seconds = Double.parseDouble(line.strip().split(" ")[0]);
        return Math.round(seconds * 1e9) - fromNs;
    }

    /** A side that cannot be fenced fences those of the other side that can. */
    @Test
    void shouldBeFencedByTheOtherSideWhereOnlySomeHaveFences() {
        Ring plain = ring(6, false).ring();
        List<Server> servers =
                plain.servers().stream().map(s -> s.number() == 1 ? fenced(s) : s).toList();
        Ring some = new Ring("some", servers, false, plain.timing());
        World world = formed(World.ring(some).seed(4));
        FenceRace race = FenceRace.of(some, survival(world));
        long fromNs = world.nowNs();
        world.apply("split mail,ftp,web1 web2,proxy,login");
        world.run(LONG);
        List<String> shots =
                world.story().stream().filter(l -> l.contains("mail: is fenced off by")).toList();
        assertTrue(shots.get(0).endsWith("by web2"), shots::toString);
        assertTrue(sinceNs(shots.get(0), fromNs) >= race.minorityNs(), shots::toString);
    }

    private static Server fenced(Server s) {
        return new Server(
                s.number(),
                s.name(),
                s.type(),
                s.vips(),
                s.services(),
                s.isolation(),
                true,
                s.guestMemoryKb(),
                s.virtualName(),
                s.servicesNeedVip());
    }
}
