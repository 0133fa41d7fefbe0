package io.ringwatch.agent.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the agents of this machine may be: the directories with their sockets, in the order in
 * which they are tried.
 */
final class RunDirectories {
    static final Path DEFAULT = Path.of("/run/ringwatch");
    static final String SOCKET = "agent.sock";
    static final String VARIABLE = "RINGWATCH_RUN";

    /** A demonstration has some ten agents; more lines than this are not its file. */
    private static final int DIRECTORIES_MAX = 1000;

    private final Map<String, String> env;
    private final Path usual;

    RunDirectories(Map<String, String> env, Path usual) {
        this.env = env;
        this.usual = usual;
    }

    /**
     * @param given directory of the option, if it was given
     * @param server name of a server whose agent is wanted, if one was given
     * @throws CliException if there is no agent of that name
     */
    List<Path> find(Optional<Path> given, Optional<String> server) {
        List<Path> all = given.map(RunDirectories::expand).orElseGet(this::byEnvironment);
        if (server.isEmpty()) {
            return all;
        }
        List<Path> named = all.stream().filter(d -> isOf(d, server.get())).toList();
        if (named.isEmpty()) {
            throw new CliException(
                    ExitCodes.BAD_INPUT,
                    "no agent of " + server.get() + " among the run directories " + all);
        }
        return named;
    }

    private List<Path> byEnvironment() {
        String variable = env.getOrDefault(VARIABLE, "");
        if (!variable.isBlank()) {
            return expand(Path.of(variable));
        }
        var all = new ArrayList<Path>();
        all.add(usual);
        all.addAll(demonstration());
        return all;
    }

    /** The directory itself if an agent is or was there, else those below it where one is. */
    private static List<Path> expand(Path directory) {
        if (Files.exists(directory.resolve(SOCKET)) || !Files.isDirectory(directory)) {
            return List.of(directory);
        }
        var below = new ArrayList<Path>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                for (Path candidate : List.of(child, child.resolve("run"))) {
                    if (below.size() < DIRECTORIES_MAX && Files.exists(candidate.resolve(SOCKET))) {
                        below.add(candidate);
                    }
                }
            }
        } catch (IOException e) {
            return List.of(directory);
        }
        below.sort(null);
        return below.isEmpty() ? List.of(directory) : below;
    }

    private static boolean isOf(Path directory, String server) {
        int count = directory.getNameCount();
        for (int i = Math.max(0, count - 2); i < count; i++) {
            if (directory.getName(i).toString().equals(server)) {
                return true;
            }
        }
        return false;
    }

    /** What a demonstration that runs has left for us: a directory per line. */
    private List<Path> demonstration() {
        String base = env.getOrDefault("XDG_RUNTIME_DIR", "");
        try {
            Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            Path file =
                    Path.of(base.isBlank() ? "/tmp" : base)
                            .resolve("ringwatch-demo-" + uid)
                            .resolve("current");
            // In /tmp anybody could have put it there.
            if (!Files.isRegularFile(file) || !Files.getAttribute(file, "unix:uid").equals(uid)) {
                return List.of();
            }
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .limit(DIRECTORIES_MAX)
                    .map(Path::of)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
