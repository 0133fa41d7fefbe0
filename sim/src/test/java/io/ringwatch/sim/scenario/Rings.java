package io.ringwatch.sim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwatch.files.Files;
import io.ringwatch.files.Row;
import io.ringwatch.member.MemberView;
import io.ringwatch.sim.world.World;
import io.ringwatch.sim.world.WorldBuilder;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Words that several stories share. */
final class Rings {
    /**
     * A server's function is back after this at the latest, with lease, proof and guest, in any
     * profile.
     */
    static final String RECOVERED = "40 s";

    /** Everything is as it was at first after this: restart seen or forced, boot, hand-back. */
    static final String QUIET = "180 s";

    private Rings() {}

    /** A ring that has formed and is quiet. */
    static World formed(WorldBuilder builder) {
        World world = builder.start();
        world.untilQuiet("40 s");
        return world;
    }

    /**
     * Waits until the VIPs of these servers are up on other machines than their own, which have
     * power.
     */
    static void untilTakenOver(World world, String... names) {
        for (String name : names) {
            world.until(
                    RECOVERED, "function of " + name + " recovered", () -> takenOver(world, name));
        }
    }

    static boolean takenOver(World world, String name) {
        String holder = world.holder(name);
        return !holder.isEmpty() && !holder.equals(name) && world.isOn(holder);
    }

    /** Nobody's VIPs were down for a moment, but those of these servers. */
    static void assertUnbroken(World world, String... broken) {
        world.ring().servers().stream()
                .filter(server -> !List.of(broken).contains(server.name()))
                .forEach(
                        server ->
                                assertEquals(
                                        0,
                                        world.longestGapNs(server.name()),
                                        "VIP of " + server.name() + " was down"));
    }

    /** The newest files that anybody holds. */
    static Files newest(World world) {
        return world.ring().members().stream()
                .flatMap(number -> world.viewOf(number).stream())
                .map(MemberView::files)
                .max(Comparator.comparing(Files::version))
                .orElse(Files.NONE);
    }

    static Optional<Row> row(World world, String name) {
        return newest(world).row(world.number(name));
    }

    /** Names of the targets that this one manages. */
    static List<String> targets(World world, String manager) {
        return world.view(manager).stream()
                .flatMap(view -> view.targets().stream())
                .map(target -> world.ring().nameOf(target.server()))
                .sorted()
                .toList();
    }

    /** Waits for a line of the story that has this in it, written from now on. */
    static void untilTold(World world, String limit, String part) {
        int[] seen = {world.story().size()};
        world.until(
                limit,
                "'" + part + "' told",
                () -> {
                    List<String> fresh = world.story().subList(seen[0], world.story().size());
                    boolean told = fresh.stream().anyMatch(line -> line.contains(part));
                    seen[0] = world.story().size();
                    return told;
                });
    }
}
