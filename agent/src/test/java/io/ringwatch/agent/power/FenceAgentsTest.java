package io.ringwatch.agent.power;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.config.RingFile;
import io.ringwatch.agent.drivers.Fences.Result;
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
    private static final Duration SHORT = Duration.ofMillis(700);

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

        Result result = fences.fence(1, Power.OFF, SHORT);

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

        assertEquals(FenceStatus.ON, fences.fence(1, Power.OFF, SHORT).status());
    }

    /** The outlets are those of another machine: the board still says on. */
    @Test
    void shouldProveNothingWhereLevelsContradictEachOther() throws Exception {
        String stuck = GOOD.replace("off) echo OFF >power", "off) exit 1");
        FenceAgents fences = levels(stuck, GOOD, GOOD);

        Result result = fences.fence(1, Power.OFF, Duration.ofSeconds(2));

        assertEquals(FenceStatus.ON, result.status(), result.detail());
        assertTrue(result.detail().contains("but status: "), result.detail());
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
