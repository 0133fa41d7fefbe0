package io.ringwatch.sim.scenario;

import io.ringwatch.sim.plan.Lengths;
import io.ringwatch.sim.plan.Plan;
import io.ringwatch.sim.world.Pace;
import io.ringwatch.sim.world.Profile;
import io.ringwatch.sim.world.World;
import io.ringwatch.sim.world.WorldBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A story in a folder: {@code README.md} tells it, {@code plan} says of which world and with which faults, and {@code
 * trace.expect} is the story that must come of it, line by line.
 *
 * <p>Lines of a plan that begin with {@code @} describe the world: {@code @servers 6}, {@code @witness}, {@code
 * @fences}, {@code @profile fast}, {@code @pace swift}, {@code @seed 7}, {@code @end 90 s}, and {@code @quiet} if all must be well in the
 * end.
 */
public final class Scenario {
    private final Path folder;

    public Scenario(Path folder) {
        this.folder = folder;
    }

    /** All folders in this one that have a plan, by name. */
    public static List<Path> in(Path parent) throws IOException {
        try (var folders = Files.list(parent)) {
            return folders.filter(folder -> Files.exists(folder.resolve("plan"))).sorted().toList();
        }
    }

    /** The story that was expected; empty if it was never written. */
    public List<String> expected() throws IOException {
        Path file = folder.resolve("trace.expect");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /**
     * Takes a story as the one to be expected from now on, once a person has read the difference.
     */
    public void expect(List<String> story) throws IOException {
        Files.write(folder.resolve("trace.expect"), story);
    }

    /**
     * Runs it; the answer is its story from the first fault on. What every member says at every
     * tick that all is well, and of edits of others, is left out.
     */
    public List<String> run() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("plan"));
        List<String> settings = lines.stream().filter(line -> line.startsWith("@")).toList();
        World world = world(settings);
        world.follow(Plan.parse(lines, world.ring()));
        if (settings.contains("@quiet")) {
            world.untilQuiet("180 s");
        } else {
            world.runUntil(Lengths.ns(setting(settings, "end", "60 s")));
        }
        world.replayAll();
        List<String> story = world.story();
        int first = 0;
        while (first < story.size() && !story.get(first).contains(" ----: ")) {
            first++;
        }
        return story.subList(first, story.size()).stream()
                .filter(Scenario::isWorthReading)
                .toList();
    }

    private static boolean isWorthReading(String line) {
        String[] words = line.strip().split("\\s+", 5);
        boolean wellAgain = words.length > 2 && words[2].equals("IPR_is_normal");
        boolean others =
                words.length > 3
                        && words[2].equals("[EDIT")
                        && !words[1].replace(':', ']').equals(words[3]);
        return !wellAgain && !others;
    }

    private static World world(List<String> settings) {
        WorldBuilder builder =
                World.ring(Integer.parseInt(setting(settings, "servers", "6")))
                        .witness(settings.contains("@witness"))
                        .fences(settings.contains("@fences"))
                        .seed(Long.parseLong(setting(settings, "seed", "1")));
        Profile profile =
                Profile.ofWord(setting(settings, "profile", "default")).orElse(Profile.DEFAULT);
        Pace pace = Pace.ofWord(setting(settings, "pace", "usual")).orElse(Pace.USUAL);
        return builder.timing(profile.timing()).speeds(pace.speeds()).start();
    }

    private static String setting(List<String> settings, String name, String otherwise) {
        String start = "@" + name + " ";
        return settings.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst()
                .orElse(otherwise);
    }
}
