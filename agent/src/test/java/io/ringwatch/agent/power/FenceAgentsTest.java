package io.ringwatch.agent.power;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.config.RingFile;
import io.ringwatch.agent.drivers.Fences.Result;
import io.ringwatch.agent.drivers.Fences.Word;
import io.ringwatch.member.Effect.Power;
import io.ringwatch.member.Input.FenceStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fences that are shell scripts, with a machine that is a file. */
final class FenceAgentsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(3);

    /** Keeps what it was told, counts its calls, and sets {@code action}. */
    private static final String HEAD =
            """
            #!/bin/sh
            cd "$(dirname "$0")"
            cat >input
            cat input >>inputs
            action=$(sed -n 's/^action=//p' input)
            echo "$action" >>actions
            power=$(cat power)
            """;

    /** As fence agents are: it acts, and its status is 0 or 2. */
    private static final String GOOD =
            HEAD
                    + """
                    case $action in
                        status) echo "Status: $power"; [ "$power" = ON ] || exit 2 ;;
                        off) echo OFF >power ;;
                        on) echo ON >power ;;
                    esac
                    """;

    @TempDir Path directory;

    private FenceAgents fences(String script) throws Exception {
        Path agent = directory.resolve("fence_test");
        Files.writeString(agent, script);
        Files.setPosixFilePermissions(agent, PosixFilePermissions.fromString("rwxr-xr-x"));
        power("ON");
        return new FenceAgents(config(agent.toString()), Duration.ofMillis(20));
    }

    private void power(String state) throws IOException {
        Files.writeString(directory.resolve("power"), state + "\n");
    }

    private List<String> actions() throws IOException {
        return Files.readAllLines(directory.resolve("actions"));
    }

    private static RingConfig config(String agent) throws Exception {
        return configWith(
                "{agent: \"%s\", options: {ip: 10.0.0.9, password: \"a=b c\"}}".formatted(agent));
    }

    private static RingConfig configWith(String fence) throws Exception {
        return RingFile.parse(
                        "ring.yaml",
                        """
                        ring: lab
                        defaults: {gateway: 127.0.0.254, type: CPU, isolation: drop}
                        servers:
                          - {number: 1, name: one, service-address: 127.1.0.1,
                             management-address: 127.2.0.1, mac: "02:00:00:00:00:01",
                             vips: [127.3.0.1], procedure: /p, services: [sshd],
                             fence: %s}
                          - {number: 2, name: two, service-address: 127.1.0.2,
                             management-address: 127.2.0.2, mac: "02:00:00:00:00:02",
                             vips: [127.3.0.2], procedure: /p, services: [sshd]}
                        """
                                .formatted(fence))
                .config();
    }

    @Test
    void shouldTurnOffAndOnAndBelieveTheStatus() throws Exception {
        FenceAgents fences = fences(GOOD);

        assertEquals(FenceStatus.ON, fences.fence(1, Power.STATUS, LIMIT).status());
        assertEquals(FenceStatus.OFF, fences.fence(1, Power.OFF, LIMIT).status());
        assertEquals(FenceStatus.OFF, fences.fence(1, Power.STATUS, LIMIT).status());
        assertEquals(FenceStatus.ON, fences.fence(1, Power.ON, LIMIT).status());
        assertEquals(List.of("status", "off", "status", "status", "on", "status"), actions());
        assertEquals(
                "ip=10.0.0.9\npassword=a=b c\nnodename=one\naction=status\n",
                Files.readString(directory.resolve("input")));
    }

    @Test
    void shouldCountWhatIsOffAlready() throws Exception {
        FenceAgents fences = fences(GOOD.replace("echo OFF >power", "echo already off; exit 1"));
        power("OFF");

        assertEquals(FenceStatus.OFF, fences.fence(1, Power.OFF, LIMIT).status());
    }

    @Test
    void shouldRepeatWhatHadNoEffect() throws Exception {
        FenceAgents fences =
                fences(
                        GOOD.replace(
                                "off) echo OFF >power",
                                "off) [ $(grep -c off actions) -lt 3 ] || echo OFF >power"));

        assertEquals(FenceStatus.OFF, fences.fence(1, Power.OFF, LIMIT).status());
        assertEquals(3, actions().stream().filter("off"::equals).count());
    }

    @Test
    void shouldNotTakeAnAgentsWordForADeath() throws Exception {
        FenceAgents fences = fences(GOOD.replace("off) echo OFF >power", "off) echo Success"));

        Result result = fences.fence(1, Power.OFF, Duration.ofSeconds(3));

        assertEquals(FenceStatus.ON, result.status());
        assertTrue(result.detail().contains("Status: ON"), result.detail());
    }

    @Test
    void shouldFailWhenTheStatusIsNotKnown() throws Exception {
        FenceAgents fences = fences(HEAD + "[ $action != status ] || { echo no route; exit 1; }\n");

        Result result = fences.fence(1, Power.OFF, SHORT);

        assertEquals(FenceStatus.FAILED, result.status());
        assertTrue(result.detail().contains("ends with 1 \"no route\""), result.detail());
    }

    /** What Python thinks of the agent's code would stand where the reason belongs. */
    @Test
    void shouldHearNoWarningsOfPython() throws Exception {
        FenceAgents fences = fences(HEAD + "echo warnings: $PYTHONWARNINGS; exit 1\n");

        Result result = fences.fence(1, Power.STATUS, SHORT);

        assertTrue(result.detail().contains("\"warnings: ignore\""), result.detail());
    }

    @Test
    void shouldFailWhenCodeAndTextContradictEachOther() throws Exception {
        FenceAgents off = fences(HEAD + "echo Status: ON; exit 2\n");
        assertEquals(FenceStatus.FAILED, off.fence(1, Power.STATUS, SHORT).status());
        FenceAgents on = fences(HEAD + "echo Status: OFF; exit 0\n");
        assertEquals(FenceStatus.FAILED, on.fence(1, Power.STATUS, SHORT).status());
    }

    @Test
    void shouldNotWaitLongerThanTheLimitForAnAgentThatHangs() throws Exception {
        FenceAgents fences = fences(HEAD + "sleep 100\n");

        Result result = fences.fence(1, Power.OFF, SHORT);

        assertEquals(FenceStatus.FAILED, result.status());
        assertTrue(result.detail().contains("did not end in time"), result.detail());
    }

    /** An action that hangs leaves time to ask whether the machine is off. */
    @Test
    void shouldAskForTheStatusAfterAnActionThatHangs() throws Exception {
        FenceAgents fences = fences(GOOD.replace("echo OFF >power", "echo OFF >power; sleep 100"));

        assertEquals(FenceStatus.OFF, fences.fence(1, Power.OFF, Duration.ofSeconds(4)).status());
    }

    /** A machine whose board is the first level, and two outlets, both of them, the second. */
    private FenceAgents levels(String board, String left, String right) throws Exception {
        var paths = new ArrayList<String>();
        for (String script : List.of(board, left, right)) {
            Path home = Files.createDirectory(directory.resolve("fence" + paths.size()));
            Path agent = Files.writeString(home.resolve("fence_test"), script);
            Files.setPosixFilePermissions(agent, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.writeString(home.resolve("power"), "ON\n");
            paths.add(agent.toString());
        }
        String fences =
                "[{agent: \"%s\"}, [{agent: \"%s\"}, {agent: \"%s\"}]]".formatted(paths.toArray());
        return new FenceAgents(configWith(fences), Duration.ofMillis(20));
    }

    private List<String> actions(int fence) throws IOException {
        Path actions = directory.resolve("fence" + fence + "/actions");
        return Files.exists(actions) ? Files.readAllLines(actions) : List.of();
    }

    @Test
    void shouldUseTheFirstLevelOnlyWhereItProves() throws Exception {
        FenceAgents fences = levels(GOOD, GOOD, GOOD);

        assertEquals(FenceStatus.OFF, fences.fence(1, Power.OFF, LIMIT).status());
        assertEquals(List.of("off", "status"), actions(0));
        assertEquals(List.of(), actions(1));
        assertEquals(FenceStatus.OFF, fences.fence(1, Power.STATUS, LIMIT).status());

        assertEquals(FenceStatus.ON, fences.fence(1, Power.ON, LIMIT).status());
        assertEquals(List.of("on", "status"), actions(1));
        assertEquals(List.of("on", "status"), actions(2));
    }

    /** As a board does that lost power with its machine; it may hang, too. */
    @ParameterizedTest
    @ValueSource(strings = {"echo no route; exit 1\n", "sleep 100\n"})
    void shouldGoOnToTheNextLevelWhereTheFirstIsSilent(String silent) throws Exception {
        FenceAgents fences = levels(HEAD + silent, GOOD, GOOD);

        Result result = fences.fence(1, Power.OFF, Duration.ofSeconds(8));

        assertEquals(FenceStatus.OFF, result.status(), result.detail());
        assertEquals(List.of("off", "status"), actions(1));
        assertEquals(List.of("off", "status"), actions(2));
    }

    @Test
    void shouldNotTakeOneOutletOfTwoForADeath() throws Exception {
        String stuck = GOOD.replace("off) echo OFF >power", "off) echo Success");
        FenceAgents fences = levels(HEAD + "exit 1\n", GOOD, stuck);

        assertEquals(FenceStatus.ON, fences.fence(1, Power.OFF, Duration.ofSeconds(3)).status());
    }

    /** The outlets are those of another machine: the board still says on. */
    @Test
    void shouldProveNothingWhereLevelsContradictEachOther() throws Exception {
        String stuck = GOOD.replace("off) echo OFF >power", "off) exit 1");
        FenceAgents fences = levels(stuck, GOOD, GOOD);

        Result result = fences.fence(1, Power.OFF, Duration.ofSeconds(4));

        assertEquals(FenceStatus.ON, result.status(), result.detail());
        assertTrue(result.detail().contains("but status: "), result.detail());
    }

    /** A board that said on when its outlets were off has none of their word proved by silence. */
    @Test
    void shouldProveNothingByTheSilenceOfWhatContradicted() throws Exception {
        String stuck =
                GOOD.replace("off) echo OFF >power", "off) exit 1")
                        .replace(
                                "status) ",
                                "status) [ $(grep -c status actions) -le 2 ] || exit 1; ");
        FenceAgents fences = levels(stuck, GOOD, GOOD);

        Result result = fences.fence(1, Power.OFF, Duration.ofSeconds(4));

        assertEquals(FenceStatus.ON, result.status(), result.detail());
        assertTrue(actions(0).stream().filter("status"::equals).count() > 2);
    }

    /** It does not answer in time only because there is none left. */
    @Test
    void shouldProveNothingByTheSilenceOfWhatHadNoTimeToSpeak() throws Exception {
        String slow =
                GOOD.replace("off) echo OFF >power", "off) sleep 0.5; exit 1")
                        .replace(
                                "status) ",
                                "status) [ $(grep -c status actions) = 1 ] || sleep 100; ");
        String outlet = GOOD.replace("off) ", "off) sleep 0.4; ");
        FenceAgents fences = levels(slow, outlet, outlet);

        Result result = fences.fence(1, Power.OFF, Duration.ofSeconds(2));

        assertNotEquals(FenceStatus.OFF, result.status(), result.detail());
    }

    /** The board lost its power with the machine. */
    @Test
    void shouldTakeTheSilenceOfABoardForTheEffectOfItsOutlets() throws Exception {
        String board =
                GOOD.replace("off) echo OFF >power", "off) exit 1")
                        .replace("status) ", "status) grep -q OFF ../fence1/power && exit 1; ");
        FenceAgents fences = levels(board, GOOD, GOOD);

        Result result = fences.fence(1, Power.OFF, LIMIT);

        assertEquals(FenceStatus.OFF, result.status(), result.detail());
        assertEquals(List.of("off", "status", "status"), actions(0));
    }

    @Test
    void shouldTellWhichFenceFailedAndWhatItSaid() throws Exception {
        String python =
                """
                echo 'Traceback (most recent call last):' >&2
                echo '  File "/usr/sbin/fence_x", line 3, in main' >&2
                echo 'ConnectionError: no route to the board' >&2
                echo >&2
                exit 1
                """;
        FenceAgents fences = levels(GOOD, HEAD + python, GOOD);
        assertEquals(List.of(), fences.problems());

        assertFalse(fences.examine(1, LIMIT));

        Word bad = fences.words().get(1);
        assertEquals(List.of(1, 2, 2), fences.words().stream().map(Word::level).toList());
        assertEquals(FenceStatus.FAILED, bad.status());
        assertEquals("gives no status", bad.trouble());
        assertTrue(Math.abs(bad.askedWallMs() - System.currentTimeMillis()) < 60_000);
        String problem = String.join("\n", fences.problems());
        assertTrue(
                problem.matches(
                        "fence of one: level 2, .*fence1/fence_test, gives no status \\(20\\d\\d-.*,"
                                + " status: .* ends with 1 \"ConnectionError: no route to the board\"\\)"),
                problem);
        Files.writeString(directory.resolve("fence1/fence_test"), GOOD);
        fences.examine(1, LIMIT);
        assertEquals(List.of(), fences.problems());
    }

    @Test
    void shouldTellWhichFenceTurnedNothingOff() throws Exception {
        FenceAgents fences = fences(GOOD.replace("off) echo OFF >power", "off) echo Success"));

        fences.fence(1, Power.OFF, SHORT);

        assertEquals("did not turn it off", fences.words().get(0).trouble());
        fences.fence(1, Power.STATUS, SHORT);
        assertEquals("", fences.words().get(0).trouble());
    }

    /** As fence_virsh does where its host finds no virsh. */
    @Test
    void shouldNotBelieveTheOffOfAFenceThatSaidSoOfALivingServer() throws Exception {
        String lying = HEAD + "[ $action = status ] && echo Status: OFF && exit 2; exit 0\n";
        FenceAgents fences = fences(lying);
        assertEquals(FenceStatus.OFF, fences.fence(1, Power.OFF, LIMIT).status());
        fences.contradict(1);
        assertEquals("", fences.words().get(0).trouble(), "it was to turn it off");

        assertTrue(fences.examine(1, LIMIT));
        fences.contradict(1);

        Result result = fences.fence(1, Power.OFF, SHORT);
        assertEquals(FenceStatus.FAILED, result.status(), result.detail());
        assertTrue(result.detail().contains("not believed: it said so while one lived"));
        assertTrue(fences.problems().get(0).contains("says off, but one is heard"));
    }

    @Test
    void shouldBelieveALiarAgainThatHasSaidOn() throws Exception {
        FenceAgents fences = fences(GOOD);
        power("OFF");
        fences.examine(1, LIMIT);
        fences.contradict(1);
        power("ON");

        Result result = fences.fence(1, Power.OFF, LIMIT);

        assertEquals(FenceStatus.OFF, result.status(), result.detail());
        assertEquals(List.of("status", "status", "off", "status"), actions());
        assertEquals(List.of(), fences.problems());
    }

    @Test
    void shouldTellWhatIsNotInstalled() throws Exception {
        FenceAgents fences = new FenceAgents(config("fence_none"), Duration.ofMillis(20));

        assertEquals(1, fences.problems().size());
        assertTrue(fences.problems().get(0).contains("fence of one: no executable fence_none"));
        Result result = fences.fence(1, Power.OFF, SHORT);
        assertEquals(FenceStatus.FAILED, result.status());
        assertTrue(result.detail().contains("does not start"), result.detail());
        assertEquals(FenceStatus.FAILED, fences.fence(2, Power.OFF, SHORT).status());
        assertEquals(List.of(), fences(GOOD).problems());
    }
}
