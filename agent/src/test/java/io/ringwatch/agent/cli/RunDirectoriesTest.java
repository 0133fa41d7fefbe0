package io.ringwatch.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoriesTest {
    private static final Path USUAL = Path.of("/run/ringwatch");

    @TempDir private Path directory;

    private Path agentIn(String path) throws IOException {
        Path run = Files.createDirectories(directory.resolve(path));
        Files.createFile(run.resolve("agent.sock"));
        return run;
    }

    private static List<Path> find(
            Map<String, String> env, Optional<Path> given, Optional<String> server) {
        return new RunDirectories(env, USUAL).find(given, server);
    }

    @Test
    void shouldTakeTheGivenDirectoryBeforeAll() throws IOException {
        Path run = agentIn("run");
        var env = Map.of("RINGWATCH_RUN", "/elsewhere");
        assertEquals(List.of(run), find(env, Optional.of(run), Optional.empty()));
        assertEquals(List.of(Path.of("/elsewhere")), find(env, Optional.empty(), Optional.empty()));
    }

    @Test
    void shouldFindSeveralAgentsBelowADirectory() throws IOException {
        Path ftp = agentIn("ftp/run");
        Path mail = agentIn("mail");
        Files.createDirectories(directory.resolve("other/run"));
        var given = Optional.of(directory);
        assertEquals(List.of(ftp, mail), find(Map.of(), given, Optional.empty()));
        assertEquals(List.of(ftp), find(Map.of(), given, Optional.of("ftp")));
        var e = assertThrows(CliException.class, () -> find(Map.of(), given, Optional.of("web1")));
        assertEquals(2, e.exitCode());
    }

    @Test
    void shouldFindTheAgentsOfADemonstrationAfterTheUsualOne() throws IOException {
        Object uid = Files.getAttribute(directory, "unix:uid");
        Path pointer = Files.createDirectories(directory.resolve("ringwatch-demo-" + uid));
        Files.writeString(pointer.resolve("current"), "/dev/shm/x/mail\n\n/dev/shm/x/ftp\n");
        var env = Map.of("XDG_RUNTIME_DIR", directory.toString());
        assertEquals(
                List.of(USUAL, Path.of("/dev/shm/x/mail"), Path.of("/dev/shm/x/ftp")),
                find(env, Optional.empty(), Optional.empty()));
        assertEquals(
                List.of(Path.of("/dev/shm/x/ftp")),
                find(env, Optional.empty(), Optional.of("ftp")));
    }

    @Test
    void shouldDoWithoutADemonstration() {
        var env = Map.of("XDG_RUNTIME_DIR", directory.toString());
        assertEquals(List.of(USUAL), find(env, Optional.empty(), Optional.empty()));
    }
}
