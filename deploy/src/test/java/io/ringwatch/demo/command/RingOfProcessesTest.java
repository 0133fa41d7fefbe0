package io.ringwatch.demo.command;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.demo.client.Clients;
import io.ringwatch.demo.plan.Breakage;
import io.ringwatch.demo.plan.Cast;
import io.ringwatch.demo.plan.Launch;
import io.ringwatch.demo.plan.PlannedServer;
import io.ringwatch.demo.plan.PortBlock;
import io.ringwatch.demo.plan.RingText;
import io.ringwatch.demo.plan.World;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Agents as processes, killed and frozen, seen from the wire. */
@Tag("processes")
class RingOfProcessesTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int FREEZES_MAX = 3;
    private static final List<PlannedServer> THREE = Cast.of(3);
    private static final PlannedServer FTP = THREE.get(1);

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
    private Stage stage;
    private Clients clients;

    private void begin(List<String> agentCommand, String lease, Map<String, String> driverOptions)
            throws IOException {
        var options =
                new Options(
                        THREE,
                        new Breakage(Map.of()),
                        "fast",
                        false,
                        true,
                        true,
                        false,
                        driverOptions);
        PortBlock ports = PortBlock.take();
        World world = Scenery.set(options, ports, agentCommand);
        String ring = Files.readString(world.ringFile());
        Files.writeString(
                world.ringFile(), ring.replace("timing:\n", "timing:\n  lease: " + lease + "\n"));
        stage = new Stage(world, ports);
        stage.begin();
        clients = new Clients(world);
        var health = new Health(stage, clients, clock);
        await().atMost(LIMIT).until(health::complaints, List::isEmpty);
    }

    @AfterEach
    void end() throws IOException {
        clock.shutdownNow();
        if (clients != null) {
            clients.close();
        }
        stage.close();
    }

    private String holderOfFtp() throws IOException {
        return stage.holders().getOrDefault(FTP.number(), "");
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("kill", "-" + name, "" + pid).start().waitFor());
    }

    @Test
    void shouldEndTheClaimsOfAFrozenAndOfAKilledAgent() throws Exception {
        begin(Launch.agent(), "1200 ms", Map.of());
        long frozen = stage.machine(FTP).agentPid();

        signal("STOP", frozen);

        // It does not give its VIP up, and nobody claims it before its claim has ended.
        await().atMost(LIMIT).until(this::holderOfFtp, holder -> !holder.startsWith("2"));
        await().atMost(LIMIT).until(this::holderOfFtp, holder -> !holder.isEmpty());
        assertEquals(0, stage.dualMs());
        assertTrue(ProcessHandle.of(frozen).orElseThrow().isAlive());

        signal("KILL", frozen);

        var health = new Health(stage, clients, clock);
        await().atMost(LIMIT).until(health::complaints, List::isEmpty);
        assertEquals("2", holderOfFtp());

        PlannedServer mail = THREE.get(0);
        long killed = stage.machine(mail).agentPid();
        long supervisor = stage.board(mail).pid();
        signal("STOP", supervisor);
        signal("KILL", killed);

        // Without its supervisor it stays dead, and so do its claims.
        await().atMost(LIMIT)
                .until(
                        () -> stage.holders().getOrDefault(mail.number(), ""),
                        holder -> !holder.equals("1"));
        signal("CONT", supervisor);
        await().atMost(LIMIT).until(health::complaints, List::isEmpty);
        assertEquals(0, stage.dualMs());
    }

    @Test
    void shouldSeeTwoHoldersWithoutProof() throws Exception {
        var reckless = new ArrayList<>(List.of("env", "RINGWATCH_TEST_RULES_OFF=PROOF"));
        reckless.addAll(Launch.agent());
        // A lease that lasts much longer than it takes to find its holder silent.
        begin(reckless, "15 s", Map.of(RingText.PROBE, "no"));
        assertEquals(0, stage.dualMs());

        // Where an agent is frozen in the middle of an edit, the others may need all of its lease.
        for (int i = 0; i < FREEZES_MAX && stage.dualMs() == 0; i++) {
            freezeFtpAndLookForTwo();
        }

        assertTrue(stage.dualMs() > 0, "two held one VIP");
    }

    private void freezeFtpAndLookForTwo() throws Exception {
        var health = new Health(stage, clients, clock);
        await().atMost(LIMIT).until(health::complaints, List::isEmpty);
        long agent = stage.machine(FTP).agentPid();
        long board = stage.board(FTP).pid();
        signal("STOP", board);
        signal("STOP", agent);

        // Nobody hears it, no echo comes back, and its claim lasts on until another's has come.
        await().atMost(LIMIT).until(this::holderOfFtp, h -> !h.isEmpty() && !h.equals("2"));

        signal("CONT", agent);
        signal("CONT", board);
    }
}
