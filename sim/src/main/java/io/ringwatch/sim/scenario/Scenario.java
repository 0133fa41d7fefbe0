package io.ringwatch.sim.scenario;

import io.ringwatch.sim.check.Violation;
import io.ringwatch.sim.plan.Plan;
import io.ringwatch.sim.world.World;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A story in a folder: {@code README.md} tells it, {@code plan} says of which world and with which
 * faults, and {@code trace.expect} is the story that must come of it, line by line.
 *
 * <p>Lines of a plan that begin with {@code @} describe the world: {@code @servers 6}, {@code
 * @services 2}, {@code @absent s7}, {@code @witness}, {@code @fences}, {@code @profile fast}, {@code
 * @pace swift}, {@code @isolation keep}, {@code @permit fence-lies}, {@code @seed 7}, {@code @end 90
 * s}, and {@code @quiet} if all must be well in the end.
 */
public final class Scenario {
    private static final String PLAN = "plan";
    private static final String EXPECTED = "trace.expect";
    private static final String README = "README.md";

    private final Path folder;
    private final Settings settings;
    private final Plan plan;

    private Scenario(Path folder, Settings settings, Plan plan) {
        this.folder = folder;
        this.settings = settings;
        this.plan = plan;
    }

    /** All folders in this one that have a plan, by name. */
    public static List<Path> in(Path parent) throws IOException {
        try (var folders = Files.list(parent)) {
            return folders.filter(Scenario::isOne).sorted().toList();
        }
    }

    /** Whether this folder holds a scenario. */
    public static boolean isOne(Path folder) {
        return Files.exists(folder.resolve(PLAN));
    }

    /**
     * Reads the scenario in a folder.
     *
     * @throws ScenarioFaults if its plan is not understood
     */
    public static Scenario read(Path folder) throws ScenarioFaults, IOException {
        Path file = folder.resolve(PLAN);
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new ScenarioFaults(
                    List.of(new ScenarioFault(file.toString(), 1, "", "not UTF-8 text")));
        }
        var settings = new Settings();
        Plan plan = PlanFile.read(file.toString(), lines, settings);
        return new Scenario(folder, settings, plan);
    }

    /** Name of its folder. */
    public String name() {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }

    /** The first heading of its README; empty if there is none. */
    public static String title(Path folder) throws IOException {
        Path file = folder.resolve(README);
        if (!Files.exists(file)) {
            return "";
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("# "))
                .map(line -> line.substring(2).strip())
                .findFirst()
                .orElse("");
    }

    /** The story that was expected; empty if it was never written. */
    public List<String> expected() throws IOException {
        Path file = folder.resolve(EXPECTED);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /**
     * Takes a story as the one to be expected from now on, once a person has read the difference.
     */
    public void expect(List<String> story) throws IOException {
        Files.write(folder.resolve(EXPECTED), story);
    }

    /**
     * Plays it; the answer is its story from the first fault on. What every member says at every
     * tick that all is well, and of edits of others, is left out.
     *
     * @throws Violation if a rule is broken, or it does not become quiet although it must
     */
    public List<String> run() {
        World world = settings.builder().start();
        world.follow(plan);
        if (settings.quiet()) {
            world.untilQuiet("180 s");
        } else {
            world.runUntil(settings.endNs());
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
}
