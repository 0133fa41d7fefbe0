package io.ringwatch.simulator.command;

import io.ringwatch.sim.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where scenarios are: beside the sources, or in an installation. */
final class ScenarioFolders {
    private final List<Path> homes;

    private ScenarioFolders(List<Path> homes) {
        this.homes = homes;
    }

    /**
     * Those of this program; the sources first, so that what is rewritten there can be reviewed.
     */
    static ScenarioFolders ofThisProgram() {
        var homes = new ArrayList<Path>();
        String launcher = System.getProperty("ringwatch.launcher", "");
        if (!launcher.isEmpty()) {
            homes.add(Path.of(launcher).resolveSibling("sim").resolve("scenarios"));
        }
        String home = System.getProperty("ringwatch.home", "");
        if (!home.isEmpty()) {
            homes.add(Path.of(home, "scenarios"));
        }
        homes.add(Path.of("sim", "scenarios"));
        return new ScenarioFolders(homes);
    }

    /** All of them, by name. */
    List<Path> all() throws IOException, Refusal {
        Optional<Path> home = homes.stream().filter(Files::isDirectory).findFirst();
        if (home.isEmpty()) {
            throw new Refusal(
                    "no scenarios at "
                            + String.join(", ", homes.stream().map(Path::toString).toList()));
        }
        return Scenario.in(home.get());
    }

    /**
     * The folders of these names; a name may also be the path of a folder, or of one with several.
     *
     * @throws Refusal if one of them is none
     */
    List<Path> named(List<String> names) throws IOException, Refusal {
        var folders = new ArrayList<Path>();
        var wrong = new ArrayList<String>();
        for (String name : names) {
            List<Path> found = named(name);
            if (found.isEmpty()) {
                wrong.add(
                        "no scenario '%s': neither a folder with a file named plan, nor one of those that come with Ringwatch: %s"
                                .formatted(name, String.join(", ", known())));
            }
            folders.addAll(found);
        }
        if (!wrong.isEmpty()) {
            throw new Refusal(wrong);
        }
        return folders;
    }

    private List<String> known() throws IOException {
        var names = new ArrayList<String>();
        for (Path home : homes) {
            if (Files.isDirectory(home)) {
                Scenario.in(home).forEach(folder -> names.add(name(folder)));
            }
        }
        return names.stream().distinct().toList();
    }

    private List<Path> named(String name) throws IOException {
        for (Path folder :
                Stream.concat(homes.stream().map(h -> h.resolve(name)), Stream.of(Path.of(name)))
                        .toList()) {
            if (Scenario.isOne(folder)) {
                return List.of(folder);
            }
        }
        Path several = Path.of(name);
        return Files.isDirectory(several) ? Scenario.in(several) : List.of();
    }

    static String name(Path folder) {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }
}
