package io.ringwatch.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.daemon.CommandAnswer;
import io.ringwatch.agent.daemon.CommandAnswer.Outcome;
import io.ringwatch.agent.drivers.Fences;
import io.ringwatch.agent.json.Json;
import io.ringwatch.agent.socket.FakeDoor;
import io.ringwatch.agent.socket.LocalSocket;
import io.ringwatch.agent.status.RingStatus;
import io.ringwatch.agent.status.Views;
import io.ringwatch.agent.store.FilesStore;
import io.ringwatch.member.Command;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Event;
import io.ringwatch.member.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole command lines, with what they print and their exit codes. */
@Isolated("standard output is everybody's")
class RingwatchTest {
    private static final String EXAMPLE = "../deploy/examples/ring.yaml";

    @TempDir private Path run;
    private final FakeDoor door = new FakeDoor();
    private LocalSocket socket;
    private String out = "";
    private String err = "";

    @BeforeEach
    void open() throws IOException {
        socket = LocalSocket.open(run.resolve("agent.sock"), door);
    }

    @AfterEach
    void close() {
        socket.close();
    }

    private int type(String... arguments) {
        Typed typed = Typed.line(arguments);
        out = typed.out();
        err = typed.err();
        return typed.code();
    }

    /** Types a line of words at the agent of this test. */
    private int ask(String line) {
        return type((line + " --run " + run).split(" "));
    }

    @Test
    void shouldAskFencesAsTheAgentWould() throws IOException {
        Path agent = Files.writeString(run.resolve("fence_test"), "#!/bin/sh\necho Status: ON\n");
        Files.setPosixFilePermissions(agent, PosixFilePermissions.fromString("rwxr-xr-x"));
        String text = Files.readString(Path.of(EXAMPLE));
        Path ring = run.resolve("ring.yaml");
        Files.writeString(ring, text.replaceAll("agent: fence_[a-z]+", "agent: " + agent));

        assertEquals(0, type("fence", "--ring", ring.toString()), err);
        assertTrue(out.matches("login +on +\\d.*fence_test ends with 0 \"Status: ON\"\n"), out);
        assertEquals(0, type("fence", "login", "--ring", ring.toString(), "--do", "on"), err);
        assertEquals(2, type("fence", "ftp", "--ring", ring.toString()));
        assertTrue(err.contains("ftp has no fence in"), err);
        assertEquals(2, type("fence", "nobody", "--ring", ring.toString()));
        assertTrue(err.contains("has no server nobody; nothing was done"), err);
        assertEquals(2, type("fence", "login", "--ring", ring.toString(), "--do", "reboot"));
        assertTrue(err.contains("--do reboot: expected status, off or on"), err);
        assertEquals(2, type("fence", "--ring", ring.toString(), "--do", "off"));
        assertTrue(err.contains("off needs the names of servers"), err);
        assertEquals(2, type("fence", "login", "--ring", ring.toString(), "--do", "off"));
        assertTrue(err.contains("add --yes"), err);
    }

    @Test
    void shouldSayThatAFenceLiesOfAServerThatIsHeard() throws IOException {
        Path agent =
                Files.writeString(
                        run.resolve("fence_test"), "#!/bin/sh\necho Status: OFF; exit 2\n");
        Files.setPosixFilePermissions(agent, PosixFilePermissions.fromString("rwxr-xr-x"));
        String text = Files.readString(Path.of(EXAMPLE));
        Path ring = run.resolve("ring.yaml");
        Files.writeString(ring, text.replaceAll("agent: fence_[a-z]+", "agent: " + agent));

        assertEquals(1, ask("fence login --ring " + ring), out);
        assertTrue(out.contains("BUT login is heard: this off would prove a false death\n"), out);
        door.view = Optional.of(Views.standby());
        assertEquals(0, ask("fence login --ring " + ring), out);
        assertFalse(out.contains("BUT"), out);
    }

    /** What was tried again is no line of a log. */
    @Test
    void shouldGiveEachOfSeveralFencesALine() throws IOException {
        Path good = Files.writeString(run.resolve("fence_a"), "#!/bin/sh\necho Status: ON\n");
        Path bad = Files.writeString(run.resolve("fence_b"), "#!/bin/sh\necho no route; exit 1\n");
        for (Path agent : List.of(good, bad)) {
            Files.setPosixFilePermissions(agent, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        String text = Files.readString(Path.of(EXAMPLE));
        Path ring = run.resolve("ring.yaml");
        String fences = "[{agent: %s}, {agent: %s}]".formatted(bad, good);
        Files.writeString(
                ring,
                "timing: {fence: 5 s}\n"
                        + text.replaceAll(
                                "fence:\n +agent: .*\n +options: .*", "fence: " + fences));

        assertEquals(0, ask("fence login --ring " + ring), err);
        assertEquals(3, out.lines().count(), out);
        assertTrue(out.matches("(?s)login +on +[0-9.]+ s\n  level 1 +failed .*no route.*"), out);
        assertTrue(out.matches("(?s).*\n  level 2 +on +status: .*fence_a ends with 0 .*"), out);
        assertEquals("", err);
        assertEquals(1, ask("fence login --yes --do off --ring " + ring), out);
        assertEquals("", err);
        assertTrue(out.matches("(?s)login +on +[0-9.]+ s  [2-9] tries\n.*"), out);
    }

    @Test
    void shouldShowTheStatus() {
        assertEquals(0, ask("status"), err);
        assertTrue(out.startsWith("office: 6 servers and a witness"), out);
        assertFalse(out.contains("\u001b"), "colour without a terminal");
        assertEquals(0, ask("status --json"));
        assertTrue(out.contains("\"schema\" : \"ringwatch/1\""), out);
    }

    @Test
    void shouldTellWhatEachFenceSaid() throws Exception {
        door.fences =
                List.of(
                        new Fences.Word(
                                6,
                                2,
                                "fence_x",
                                Effect.Power.OFF,
                                Input.FenceStatus.FAILED,
                                "no route",
                                1_795_269_000_000L,
                                "gives no status"),
                        new Fences.Word(2, 1, "fence_y", null, null, "", 0, ""));

        assertEquals(0, ask("status --json"));

        var told =
                new RingStatus.FenceStatus(
                        "login",
                        2,
                        "fence_x",
                        "off",
                        "failed",
                        "no route",
                        1_795_269_000_000L,
                        "gives no status");
        var untold = new RingStatus.FenceStatus("ftp", 1, "fence_y", null, null, "", 0, "");
        assertEquals(List.of(told, untold), Json.read(out, RingStatus.class).fences());
    }

    @Test
    void shouldSayThatTheAgentIsStalled() {
        door.view = Optional.empty();
        assertEquals(1, ask("status"));
        assertTrue(err.contains("ringwatch: the agent's member did not answer"), err);
    }

    @Test
    void shouldSayThatNoAgentAnswers() {
        socket.close();
        assertEquals(3, ask("status"));
        assertTrue(err.contains("no agent answers"), err);
        assertTrue(err.contains("there is no such socket"), err);
        assertEquals(3, ask("stop ftp"));
        assertEquals(3, ask("file group"));
    }

    @Test
    void shouldShowWhatADeadAgentLeftOnItsMemoryDisk() throws Exception {
        socket.close();
        assertEquals(3, ask("status"));
        assertTrue(err.contains("nothing is left on the memory disk"), err);
        LeftFiles.leave(run.resolve("ring.yaml"), door.config().text());
        try (FilesStore store = FilesStore.open(run.resolve("files"), "office", 1, 7)) {
            store.put(Views.troubled().files());
        }
        assertEquals(3, ask("status"), err);
        assertTrue(out.contains("none answers; this is what its memory disk still says"), out);
        assertTrue(out.contains("ftpb on web2"), out);
        assertTrue(err.contains("the above is from the memory disk"), err);
        assertEquals(3, ask("status --json"));
        assertTrue(out.contains("\"agent\" : null"), out);
    }

    @Test
    void shouldPrintManagementFiles() {
        assertEquals(0, ask("file operation"));
        assertTrue(out.startsWith("Management server  Target server"), out);
        assertEquals(0, ask("file problem --json"));
        assertTrue(out.contains("\"virtualServer\" : \"ftpb\""), out);
        assertEquals(2, ask("file nonsense"));
        assertTrue(err.contains("one of group, operation"), err);
        assertEquals(2, ask("file ../x"));
    }

    @Test
    void shouldPrintEvents() {
        for (int i = 1; i <= 700; i++) {
            door.events().add(1000, new Event(Event.Kind.EDIT, 2, "event " + i, Map.of()));
        }
        assertEquals(0, ask("events"));
        assertEquals(700, out.lines().count());
        assertEquals(0, ask("events --since 699"));
        assertEquals(1, out.lines().count());
        assertEquals(2, ask("events --since -1"));
    }

    @Test
    void shouldSendCommands() {
        assertEquals(0, ask("start ftp web1"), err);
        assertEquals("as you wish\n", out);
        ask("stop");
        ask("stop --all");
        ask("recover proxy");
        ask("confirm-dead --yes ftp");
        assertTrue(err.startsWith("You say that ftp has no power, or no network at all."), err);
        assertTrue(err.contains("if it lives, two machines have its addresses"), err);
        assertEquals(
                List.of(
                        new Command(Command.Kind.START, List.of(2, 3)),
                        new Command(Command.Kind.STOP, List.of(1)),
                        new Command(Command.Kind.STOP, List.of(1, 2, 3, 4, 5, 6)),
                        new Command(Command.Kind.RECOVER, List.of(5)),
                        new Command(Command.Kind.CONFIRM_DEAD, List.of(2))),
                door.commands);
    }

    @ParameterizedTest
    @CsvSource({"DONE,0", "REFUSED,1", "NOT_TAKEN,1", "LATE,4"})
    void shouldEndAsTheCommandEnded(Outcome outcome, int code) {
        door.answer = new CommandAnswer(outcome, "because");
        assertEquals(code, ask("recover ftp"));
        assertEquals("ringwatch: because\n".substring(code == 0 ? 11 : 0), code == 0 ? out : err);
        assertEquals(code, ask("recover ftp --json"));
        assertTrue(out.contains("\"outcome\" : \""), out);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "start fpt",
                "start a/b",
                "start ftp --all",
                "confirm-dead",
                "move",
                "move ftp --stay --back",
                "move ftp --limit 0",
                "recover",
                "status --nonsense",
            })
    void shouldRefuseWhatItDoesNotUnderstand(String line) {
        assertEquals(2, ask(line));
        assertTrue(err.startsWith("ringwatch: "), err);
        assertEquals(List.of(), door.commands);
    }

    @Test
    void shouldGuessWhatWasMeant() {
        assertEquals(2, type("statsu"));
        assertTrue(err.contains("status"), err);
        assertEquals(2, ask("start fpt"));
        assertTrue(err.contains("did you mean ftp?"), err);
        assertEquals(2, type());
    }

    @Test
    void shouldMoveAndTellItsSteps() {
        assertEquals(0, ask("move ftp --stay"), err);
        assertTrue(out.contains("ftp is served by ftpb on web2 after"), out);
        assertEquals(List.of(new Command(Command.Kind.MOVE, List.of(2))), door.commands);
        door.view = Optional.of(Views.well());
        assertEquals(0, ask("move ftp --back --json"), err);
        assertTrue(out.contains("\"backMs\""), out);
        assertTrue(err.contains("ftp is served by itself"), err);
    }

    @Test
    void shouldGiveUpAMoveThatDoesNotEnd() {
        door.view = Optional.of(Views.well());
        assertEquals(4, ask("move ftp --limit 1"));
        assertTrue(err.contains("not served by a virtual server after 1 s"), err);
        door.answer = new CommandAnswer(Outcome.REFUSED, "alone in the group");
        assertEquals(1, ask("move ftp"));
        assertEquals("ringwatch: alone in the group\n", err);
    }

    @Test
    void shouldCheckTheRingFile(@TempDir Path directory) throws IOException {
        assertEquals(0, type("config", "check", EXAMPLE), err);
        assertTrue(out.contains("(missed + 1) x renewal + 120 ms"), out);
        assertTrue(out.contains("may fail           any 3 at once, any 5 one after another"), out);
        assertTrue(out.endsWith("ring.yaml: may be used\n"), out);
        assertFalse(out.contains("no drivers called"), out);
        assertEquals(0, type("config", "check", "--json", EXAMPLE));
        assertTrue(out.contains("\"usable\" : true"), out);
        assertTrue(out.contains("\"atOnce\" : 3"), out);
        Path strange = directory.resolve("strange.yaml");
        Files.writeString(strange, Files.readString(Path.of(EXAMPLE)) + "drivers: hots\n");
        assertEquals(0, type("config", "check", strange.toString()), err);
        assertTrue(out.contains("no drivers called hots, only"), out);
        Path bad = Files.writeString(directory.resolve("bad.yaml"), "ring: x\nserver: []\n");
        assertEquals(2, type("config", "check", bad.toString()));
        assertTrue(err.contains("bad.yaml:2: server: unknown key; did you mean servers?"), err);
        assertTrue(err.endsWith("bad.yaml: 3 faults\n"), err);
        assertEquals(2, type("config", "check", directory.resolve("none").toString()));
        assertTrue(err.contains("there is no such file"), err);
    }

    @Test
    void shouldStartNothingWithAFaultyRingFile(@TempDir Path directory) throws IOException {
        Path bad = Files.writeString(directory.resolve("bad.yaml"), "ring: x\n");
        String state = directory.resolve("state").toString();
        assertEquals(2, type("agent", "--ring", bad.toString(), "--state", state));
        assertTrue(err.startsWith("ringwatch: nothing started:\n"), err);
        assertEquals(2, type("agent", "--ring", EXAMPLE, "--name", "web3", "--state", state));
        assertTrue(err.contains("names no server web3; did you mean web1?"), err);
        assertFalse(Files.exists(directory.resolve("state")));
    }

    @Test
    void shouldSayWhyAReplayCannotBegin(@TempDir Path directory) throws IOException {
        assertEquals(2, type("replay", directory.resolve("none").toString()));
        assertTrue(err.contains("there is no such file"), err);
        Path other = Files.writeString(directory.resolve("other"), "nonsense");
        assertEquals(2, type("replay", other.toString()));
    }

    @Test
    void shouldPrintCompletionVersionAndHelp() {
        assertEquals(0, type("completion"));
        assertTrue(out.contains("confirm-dead") && out.contains("bash"), out);
        assertEquals(0, type("version"));
        assertTrue(out.startsWith("ringwatch "), out);
        assertEquals(0, type("--help"));
        assertTrue(out.contains("Exit codes:"), out);
        assertEquals(0, type("status", "--help"));
        assertTrue(out.contains("--json"), out);
    }
}
