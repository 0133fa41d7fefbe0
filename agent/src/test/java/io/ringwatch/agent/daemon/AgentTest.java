package io.ringwatch.agent.daemon;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.flight.Replay;
import io.ringwatch.member.Command;
import io.ringwatch.member.MemberView;
import io.ringwatch.member.MemberView.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole agents, with real disks and connections on loopback, and drivers of a world without faults.
 */
class AgentTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path directory;
    private final List<Agent> agents = new ArrayList<>();
    private RingConfig config = Fixtures.config(List.of());

    @BeforeEach
    void choosePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getByName("127.0.1.1"))) {
            config = Fixtures.config(3, free.getLocalPort(), List.of());
        }
    }

    @AfterEach
    void stop() {
        agents.forEach(Agent::close);
    }

    @Test
    void shouldFormARingOnceTheFlagsAreThere() throws Exception {
        for (int number = 1; number <= 3; number++) {
            agents.add(start(number, "boot"));
        }
        assertTrue(agents.stream().allMatch(agent -> view(agent).phase() != Phase.ACTIVE));
        for (Agent agent : agents) {
            Files.createFile(options(agent.self(), "boot").flagFile());
        }
        await().atMost(LIMIT).until(() -> agents.stream().allMatch(AgentTest::isServing));
        Agent first = agents.get(0);
        assertTrue(first.counters().get("peers.service.sent.bytes") > 0);
        assertTrue(first.counters().get("lease.left.ms") > 0);
        assertTrue(first.events().lastSeq() > 0);
        CommandAnswer answer = first.command(new Command(Command.Kind.RECOVER, List.of(2)), LIMIT);
        assertEquals(CommandAnswer.Outcome.REFUSED, answer.outcome(), answer.text());
    }

    @Test
    void shouldGoOnAfterARestartAndLeaveARecordThatRepeats() throws Exception {
        for (int number = 1; number <= 3; number++) {
            agents.add(start(number, "boot"));
            Files.createFile(options(number, "boot").flagFile());
        }
        await().atMost(LIMIT).until(() -> agents.stream().allMatch(AgentTest::isServing));
        Agent stopped = agents.remove(2);
        stopped.close();
        assertTrue(Files.size(options(3, "boot").systemLog()) > 0);
        List<Path> segments = segments(3);
        assertEquals(1, segments.size());
        var lines = new ArrayList<String>();
        Replay.Outcome outcome =
                Replay.run(segments.get(0), Replay.Until.END, ZoneOffset.UTC, lines::add);
        assertEquals(
                new Replay.Outcome(outcome.shown(), outcome.shown(), "", "", Optional.empty()),
                outcome);
        assertTrue(outcome.checked() > 10 && lines.size() > 1, lines.toString());
        Agent again = start(3, "boot");
        agents.add(again);
        await().atMost(LIMIT).until(() -> agents.stream().allMatch(AgentTest::isServing));
        assertEquals(stopped.bootId(), again.bootId());
    }

    @Test
    void shouldNotStartTwiceOnOneDirectoryNorWithUnknownDrivers() throws Exception {
        agents.add(start(1, "boot"));
        var refusal = assertThrows(AgentStartException.class, () -> start(1, "boot"));
        assertEquals(ExitCode.LOCKED, refusal.exitCode());
        config =
                new RingConfig(
                        config.ring(),
                        config.machines(),
                        "none",
                        config.driverOptions(),
                        false,
                        "");
        refusal = assertThrows(AgentStartException.class, () -> start(2, "boot"));
        assertEquals(ExitCode.CONFIGURATION, refusal.exitCode());
        assertTrue(refusal.getMessage().contains("[host, test]"), refusal.getMessage());
        Files.createDirectories(directory);
        refusal = assertThrows(AgentStartException.class, () -> start(2, "boot"));
        assertEquals(ExitCode.CONFIGURATION, refusal.exitCode());
    }

    private Agent start(int number, String boot) throws AgentStartException {
        return Agent.start(options(number, boot));
    }

    private AgentOptions options(int number, String boot) {
        return new AgentOptions(
                config,
                number,
                directory.resolve("run" + number),
                directory.resolve("state" + number),
                Optional.of(boot + number));
    }

    private List<Path> segments(int number) throws IOException {
        try (var files = Files.list(options(number, "boot").flightDirectory())) {
            return files.sorted().toList();
        }
    }

    private static boolean isServing(Agent agent) {
        MemberView view = view(agent);
        return view.phase() == Phase.ACTIVE && view.leaseMs() > 0 && view.quorum();
    }

    private static MemberView view(Agent agent) {
        return agent.view().orElseThrow();
    }
}
