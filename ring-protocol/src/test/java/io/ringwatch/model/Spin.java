package io.ringwatch.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs Spin on a model of {@code ring-protocol/model}. */
final class Spin {
    private static final Pattern VERDICT = Pattern.compile("depth reached (\\d+), errors: (\\d+)");
    private static final Pattern STATES = Pattern.compile("(\\d+) states, stored");

    private Spin() {}

    /**
     * What a search has found.
     *
     * @param errors violated assertions, at most one: the search ends with it
     * @param states states stored
     * @param complete whether all states were searched
     * @param output all that the search has said
     */
    record Result(int errors, long states, boolean complete, String output) {}

    /** What is missing to run a model, empty if nothing is. */
    static String missing() {
        var missing = new ArrayList<String>();
        for (String tool : List.of("spin", "gcc")) {
            boolean found =
                    Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                            .anyMatch(dir -> Files.isExecutable(Path.of(dir, tool)));
            if (!found) {
                missing.add(tool);
            }
        }
        return String.join(" ", missing);
    }

    /** Searches all states of the model. */
    static Result search(Path work, String model, String bounds) {
        return run(work, model, bounds, "-O1", "-DCOLLAPSE");
    }

    /** Searches by breadth, so that the first error found has the shortest story. */
    static Result refute(Path work, String model, String bounds) {
        return run(work, model, bounds, "-O0", "-DBFS");
    }

    private static Result run(
            Path work, String model, String bounds, String optimise, String kind) {
        var generate = new ArrayList<>(List.of("spin", "-a"));
        generate.addAll(List.of(bounds.split(" ")));
        generate.add(Path.of("model", model).toAbsolutePath().toString());
        call(work, generate);
        call(
                work,
                List.of(
                        "gcc",
                        optimise,
                        "-w",
                        "-DSAFETY",
                        kind,
                        "-DMEMLIM=3000",
                        "-o",
                        "pan",
                        "pan.c"));
        String output = call(work, List.of("./pan", "-E", "-m200000", "-w22"));
        Matcher verdict = VERDICT.matcher(output);
        Matcher states = STATES.matcher(output);
        if (!verdict.find() || !states.find()) {
            throw new IllegalStateException("no verdict: " + output);
        }
        boolean complete =
                !output.contains("Search not completed") && !output.contains("max search depth");
        return new Result(
                Integer.parseInt(verdict.group(2)),
                Long.parseLong(states.group(1)),
                complete,
                output);
    }

    private static String call(Path work, List<String> command) {
        try {
            Path said = work.resolve("said");
            Process process =
                    new ProcessBuilder(command)
                            .directory(work.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(said.toFile())
                            .start();
            int status = process.waitFor();
            String output = Files.readString(said);
            if (status != 0) {
                throw new IllegalStateException(command + " ended with " + status + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
