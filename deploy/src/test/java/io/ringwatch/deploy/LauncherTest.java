package io.ringwatch.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as it is installed, with a java that only tells how it was called. */
final class LauncherTest {
    private static final String MAIN = "io.ringwatch.agent.cli.Ringwatch";
    private static final int LIMIT_SECONDS = 30;

    @TempDir Path home;

    @BeforeEach
    void install() throws IOException {
        Path source = Path.of("..", "ringwatch").toRealPath();
        Files.copy(source, home.resolve("ringwatch"));
        executable(home.resolve("ringwatch"));
        Files.createDirectory(home.resolve("lib"));
        Files.createFile(home.resolve("lib/agent.jar"));
        Files.createFile(home.resolve("lib/netty.jar"));
        Files.writeString(
                home.resolve("jvm.options"),
                "# why\n--add-opens=a/b=ALL\n   --add-opens=c/d=ALL\n");
        java("17.0.2");
    }

    @Test
    void shouldRunTheCommandLineWithTheLibrariesBesideIt() throws Exception {
        Ran ran = run("ringwatch", "status", "two words", "", "$HOME");

        assertEquals(0, ran.code());
        List<String> arguments = ran.lines();
        int main = arguments.indexOf(MAIN);
        assertEquals(
                List.of("status", "two words", "", "$HOME"),
                arguments.subList(main + 1, arguments.size()));
        int path = arguments.indexOf("-cp");
        assertEquals(
                home.resolve("lib/agent.jar") + ":" + home.resolve("lib/netty.jar"),
                arguments.get(path + 1));
        assertTrue(arguments.contains("-Dringwatch.home=" + home), arguments.toString());
    }

    @Test
    void shouldGiveTheJvmWhatTheStoreNeeds() throws Exception {
        List<String> arguments = run("ringwatch", "agent").lines();

        assertTrue(arguments.contains("--add-opens=a/b=ALL"), arguments.toString());
        assertTrue(arguments.contains("--add-opens=c/d=ALL"), arguments.toString());
        assertTrue(arguments.indexOf("--add-opens=c/d=ALL") < arguments.indexOf(MAIN));
    }

    @Test
    void shouldKeepAgentsSmallAndLetThemDieOfMemory() throws Exception {
        assertTrue(run("ringwatch", "agent").lines().contains("-XX:+ExitOnOutOfMemoryError"));
        assertFalse(run("ringwatch", "status").lines().contains("-XX:+ExitOnOutOfMemoryError"));
    }

    /** A thousand simulated servers need gigabytes. */
    @Test
    void shouldLetTheSimulatorHaveMostOfTheMemory() throws Exception {
        assertTrue(run("ringwatch", "sim").lines().contains("-XX:MaxRAMPercentage=70"));
        assertFalse(run("ringwatch", "status").lines().contains("-XX:MaxRAMPercentage=70"));
    }

    /** One collector at a time: the JVM refuses two. */
    @Test
    void shouldCollectInParallelOnlyForTheSimulator() throws Exception {
        List<String> sim = run("ringwatch", "sim").lines();
        assertTrue(sim.contains("-XX:+UseParallelGC"), sim.toString());
        assertFalse(sim.contains("-XX:+UseSerialGC"), sim.toString());
        List<String> agent = run("ringwatch", "agent").lines();
        assertTrue(agent.contains("-XX:+UseSerialGC"), agent.toString());
        assertFalse(agent.contains("-XX:+UseParallelGC"), agent.toString());
    }

    @Test
    void shouldFindItsLibrariesThroughALink() throws Exception {
        Path bin = Files.createDirectory(home.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("rw"), home.resolve("ringwatch"));

        Ran ran = run("bin/rw", "status");

        assertEquals(0, ran.code());
        assertTrue(ran.lines().contains("-Dringwatch.home=" + home), ran.lines().toString());
    }

    @Test
    void shouldPassItsExitCodeOn() throws Exception {
        assertEquals(7, run("ringwatch", "fail").code());
    }

    @Test
    void shouldNotUseAnOldJava() throws Exception {
        java("11.0.9");

        List<String> lines = run("ringwatch", "status").lines();

        assertFalse(lines.contains("told-by=" + home.resolve("jdk/bin/java")), lines.toString());
    }

    /** A java that prints its arguments, one a line, and fails if one of them is {@code fail}. */
    private void java(String version) throws IOException {
        Path bin = Files.createDirectories(home.resolve("jdk/bin"));
        Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"" + version + "\"\n");
        Path java = bin.resolve("java");
        Files.writeString(
                java,
                """
                #!/bin/sh
                echo "told-by=$0"
                code=0
                for argument in "$@"; do
                    printf '%s\\n' "$argument"
                    [ "$argument" != fail ] || code=7
                done
                exit $code
                """);
        executable(java);
    }

    private Ran run(String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(command));
        line.set(0, home.resolve(command[0]).toString());
        Path out = home.resolve("out");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("RINGWATCH_JAVA", home.resolve("jdk/bin/java").toString());
        builder.environment().remove("RINGWATCH_JAVA_OPTS");
        Process process = builder.start();
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "the launcher hangs");
        return new Ran(process.exitValue(), Files.readAllLines(out));
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Ran(int code, List<String> lines) {}
}
