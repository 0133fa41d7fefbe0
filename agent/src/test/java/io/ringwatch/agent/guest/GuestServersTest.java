package io.ringwatch.agent.guest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.config.GuestOptions;
import io.ringwatch.agent.config.GuestOptions.Kept;
import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.drivers.Originals.Stock;
import io.ringwatch.agent.guest.Hypervisor.State;
import io.ringwatch.agent.guest.Mark.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The virtual servers of a host, on a hypervisor that fails as it is told. */
final class GuestServersTest {
    private static final int FTP = 2;
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String OWNER = "lab/one";
    @TempDir private Path directory;

    private final FakeHypervisor hypervisor = new FakeHypervisor();
    private final Told told = new Told();
    private volatile long availableKb = 1_000_000;
    private Respite respite = new Respite(Duration.ZERO, Duration.ZERO, System.nanoTime());
    private RingConfig config;
    private GuestServers guests;

    @BeforeEach
    void describe() throws Exception {
        procedure("#!/bin/sh\nexit 0\n");
        config = TwoServers.in(directory);
    }

    private void procedure(String install) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("ftp"));
        for (String name : List.of("install", "stop")) {
            Path file = Files.writeString(folder.resolve(name), install);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private void start() {
        start(Kept.PAUSED);
    }

    private void start(Kept kept) {
        var options =
                new GuestOptions(
                        "test",
                        directory + "/original.xml",
                        1,
                        kept,
                        Duration.ofSeconds(5),
                        64,
                        "");
        var place =
                new Place(
                        options,
                        OWNER,
                        "lab",
                        1,
                        "br0",
                        300_000,
                        directory.resolve("state"),
                        () -> availableKb);
        guests = new GuestServers(config, place, hypervisor::open, respite, told);
        guests.start();
    }

    private void startReady() {
        start();
        awaitReady();
    }

    private void awaitReady() {
        await().until(() -> stock().trouble().isEmpty() && stock().ready().size() == 1);
    }

    private Stock stock() {
        return guests.originals().orElseThrow().stock();
    }

    @AfterEach
    void close() {
        hypervisor.frozen.countDown();
        guests.close();
    }

    private String refusal() {
        return assertThrows(DriverException.class, () -> guests.prepare(FTP, LIMIT)).getMessage();
    }

    private static void assertContains(String text, String part) {
        assertTrue(text.contains(part), text);
    }

    @Test
    void shouldMakeAnOriginalAndUseItOnce() throws Exception {
        startReady();
        String first = stock().ready().get(0).name();
        assertEquals(State.PAUSED, hypervisor.states.get(first));

        guests.prepare(FTP, LIMIT);

        assertEquals(State.RUNNING, hypervisor.states.get(first));
        int used = hypervisor.done.indexOf("mark " + first + " USED");
        assertTrue(used >= 0 && used < hypervisor.done.lastIndexOf("resume " + first));
        assertTrue(guests.cable(FTP).orElseThrow().port().startsWith("rwguest"));
        await().until(() -> hypervisor.marks.get(first).stage() == Stage.SERVING);
        awaitReady();
        assertFalse(stock().ready().get(0).name().equals(first));
        await().until(() -> Files.exists(directory.resolve("state/ftpb.output")));

        guests.suspend(FTP);

        assertFalse(hypervisor.states.containsKey(first));
        assertTrue(hypervisor.done.contains("stop " + first), hypervisor.done::toString);
        assertTrue(guests.problems().isEmpty(), guests.problems()::toString);
    }

    @Test
    void shouldMakeNoOriginalBeforeItsHostHasItsOwnFunction() throws Exception {
        respite = new Respite(Duration.ofHours(1), Duration.ZERO, System.nanoTime());
        start();
        await().until(() -> refusal().contains("the next one is being made"));
        assertTrue(hypervisor.states.isEmpty(), hypervisor.states::toString);

        guests.settled();

        awaitReady();
    }

    @ParameterizedTest
    @EnumSource(Kept.class)
    void shouldKeepOriginalsAsTheRingFileSays(Kept kept) throws Exception {
        start(kept);
        awaitReady();
        assertEquals(kept.word(), stock().kept());

        guests.prepare(FTP, LIMIT);

        assertEquals(1, stock().serving().size());
        guests.suspend(FTP);
        awaitReady();
    }

    @Test
    void shouldSayThatTheHypervisorIsDead() {
        hypervisor.dead = "libvirt cannot be reached: no such socket";
        start();
        await().until(() -> stock().trouble().contains("no such socket"));

        assertContains(refusal(), "no original server is ready: libvirt cannot be reached");
        assertContains(guests.problems().get(0), "no such socket");

        hypervisor.dead = "";
        awaitReady();
    }

    @Test
    void shouldReconnectWhenTheHypervisorWasRestarted() throws Exception {
        startReady();
        hypervisor.dead = "the client socket is closed";
        await().until(() -> stock().trouble().contains("closed"));
        hypervisor.dead = "";
        awaitReady();
        guests.prepare(FTP, LIMIT);
        assertTrue(hypervisor.connections.get() > 1);
    }

    @Test
    void shouldNotWaitForAHypervisorThatHangs() {
        startReady();
        hypervisor.frozen = new CountDownLatch(1);
        long beganNs = System.nanoTime();
        String reason =
                assertThrows(
                                DriverException.class,
                                () -> guests.prepare(FTP, Duration.ofSeconds(2)))
                        .getMessage();
        assertContains(reason, "libvirt ");
        assertTrue(System.nanoTime() - beganNs < 4_000_000_000L, "took too long");

        await().until(() -> stock().trouble().contains("libvirt"));
        long againNs = System.nanoTime();
        refusal();
        assertTrue(System.nanoTime() - againNs < 500_000_000L, "does not fail fast");

        hypervisor.frozen.countDown();
        await().atMost(Duration.ofSeconds(20)).until(() -> stock().ready().size() == 1);
    }

    @Test
    void shouldSayThatTheGuestAgentIsSilent() {
        startReady();
        String name = stock().ready().get(0).name();
        hypervisor.silent = true;
        assertContains(refusal(), "the guest agent does not respond");
        await().until(() -> !hypervisor.states.containsKey(name));
        hypervisor.silent = false;
    }

    @Test
    void shouldSayHowTheInstallationFailed() throws Exception {
        startReady();
        String name = stock().ready().get(0).name();
        hypervisor.installEndsWith = 3;
        hypervisor.installSays = "vsftpd: no such user\nmore\n";
        assertEquals(
                "ftpb in " + name + ": install failed with 3: vsftpd: no such user", refusal());
        await().until(() -> !hypervisor.states.containsKey(name));
        assertContains(Files.readString(directory.resolve("state/ftpb.output")), "more");

        hypervisor.installEndsWith = 0;
        awaitReady();
        guests.prepare(FTP, LIMIT);
    }

    @Test
    void shouldGiveUpAnInstallationThatTakesTooLong() {
        startReady();
        hypervisor.installHangs = true;
        String reason =
                assertThrows(
                                DriverException.class,
                                () -> guests.prepare(FTP, Duration.ofMillis(700)))
                        .getMessage();
        assertContains(reason, "the installation takes longer than");
    }

    @Test
    void shouldEndAnInstallationThatIsNotWantedAnyMore() {
        startReady();
        hypervisor.installHangs = true;
        var failure = new CopyOnWriteArrayList<String>();
        var thread = new Thread(() -> failure.add(refusal()));
        thread.start();
        await().until(() -> hypervisor.done.stream().anyMatch(d -> d.startsWith("install ")));
        try {
            guests.suspend(FTP);
        } catch (DriverException e) {
            throw new AssertionError(e);
        }
        await().until(() -> !failure.isEmpty());
        await().until(() -> !hypervisor.states.containsValue(State.RUNNING));
    }

    @Test
    void shouldSayWhatIsWrongWithAProcedure() throws Exception {
        startReady();
        Files.delete(directory.resolve("ftp/install"));
        assertContains(refusal(), "has no executable install");
        procedure("#".repeat(40_000));
        assertContains(refusal(), "is too large: more than 64 kB");
        assertEquals(1, stock().ready().size(), "none was used up");
    }

    @Test
    void shouldSayThatThereIsNoMemory() {
        availableKb = 1000;
        start();
        await().until(() -> stock().trouble().contains("not enough memory"));
        assertContains(refusal(), "not enough memory: a guest needs 262144 kB more");
    }

    @Test
    void shouldNotUseAnOriginalThatWouldNotFit() {
        startReady();
        availableKb = 150_000;
        assertContains(refusal(), "a guest needs 162144 kB more, and 150000 kB are available");
        assertEquals(100_000, guests.residentKb());
    }

    @Test
    void shouldSayWhatIsWrongWithTheDescription() throws Exception {
        Files.writeString(
                directory.resolve("original.xml"), TwoServers.ORIGINAL.replace("256", "512"));
        start();
        await().until(() -> stock().trouble().contains("guest-memory in the ring file grants"));
    }

    @Test
    void shouldSayWhyNoneCanBeStartedAndTryAgain() throws Exception {
        hypervisor.refusal = "no such bridge";
        start();
        await().until(() -> stock().trouble().contains("no such bridge"));
        hypervisor.refusal = "";
        guests.originals().orElseThrow().prepare(false, LIMIT);
        assertEquals(1, stock().ready().size());
    }

    @Test
    void shouldTellOnceWhenOneThatServesDies() throws Exception {
        startReady();
        guests.prepare(FTP, LIMIT);
        String name = stock().serving().get(0).name();
        hypervisor.states.remove(name);
        await().until(() -> !told.lines.isEmpty());
        awaitReady();
        assertEquals(
                List.of("died 2 is gone: it crashed, or somebody destroyed it"),
                List.copyOf(told.lines));
        assertTrue(guests.cable(FTP).isEmpty());
    }

    @Test
    void shouldTellWhenOneThatServesIsSuspendedBySomebody() throws Exception {
        startReady();
        guests.prepare(FTP, LIMIT);
        hypervisor.states.replaceAll((name, state) -> State.PAUSED);
        await().until(
                        () ->
                                told.lines.stream()
                                        .anyMatch(t -> t.contains("is suspended, and nobody")));
    }

    @Test
    void shouldTakeUpWhatIsKnownAndEndWhatIsNot() throws Exception {
        String template = Template.read(directory.resolve("original.xml")).digest();
        Mark making = Mark.making(OWNER, template);
        hypervisor.place("ringwatch-original-3", State.PAUSED, making.original(17));
        hypervisor.place("ringwatch-original-4", State.RUNNING, making.used(FTP).serving());
        hypervisor.place("ringwatch-original-5", State.RUNNING, making.used(FTP));
        hypervisor.place("ringwatch-original-6", State.RUNNING, making);
        hypervisor.place("ringwatch-original-7", State.PAUSED, making.used(FTP));
        Mark others = Mark.making("lab/two", template);
        hypervisor.place("ringwatch-original-8", State.PAUSED, others.used(FTP));
        startReady();

        assertEquals("ringwatch-original-3", stock().ready().get(0).name());
        assertEquals(17, stock().ready().get(0).lifeMs());
        assertEquals("rwguest4", guests.cable(FTP).orElseThrow().port());
        await().until(() -> hypervisor.states.size() == 3);
        assertTrue(hypervisor.states.containsKey("ringwatch-original-8"), "somebody else's");
    }

    /** The agent says so in its first turn, before the hypervisor has said what there is. */
    @Test
    void shouldEndWhatAnEarlierAgentLeftAndNobodyWants() throws Exception {
        String template = Template.read(directory.resolve("original.xml")).digest();
        Mark serving = Mark.making(OWNER, template).used(FTP).serving();
        hypervisor.place("ringwatch-original-4", State.RUNNING, serving);
        hypervisor.dead = "no libvirt yet";
        start();
        guests.suspend(FTP);
        assertTrue(hypervisor.states.containsKey("ringwatch-original-4"));
        hypervisor.dead = "";

        awaitReady();
        await().until(() -> !hypervisor.states.containsKey("ringwatch-original-4"));
        assertTrue(stock().serving().isEmpty());
    }

    @Test
    void shouldTellThatAServerIsMissedHereOnce() {
        startReady();
        assertTrue(guests.cable(FTP).isEmpty());
        assertTrue(guests.cable(FTP).isEmpty());
        assertEquals(List.of("died 2 no virtual server of it runs here"), List.copyOf(told.lines));
    }

    @Test
    void shouldMakeOriginalsAnewOnRequest() throws Exception {
        startReady();
        String before = stock().ready().get(0).name();
        guests.originals().orElseThrow().prepare(true, LIMIT);
        assertFalse(stock().ready().get(0).name().equals(before));
        assertFalse(hypervisor.states.containsKey(before));
    }
}
