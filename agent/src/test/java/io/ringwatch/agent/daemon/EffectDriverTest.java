package io.ringwatch.agent.daemon;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.clock.BootClock;
import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.metrics.Counters;
import io.ringwatch.agent.systemlog.EventLog;
import io.ringwatch.agent.systemlog.SystemLog;
import io.ringwatch.capacity.PredictedLoad;
import io.ringwatch.files.Heartbeat;
import io.ringwatch.files.Version;
import io.ringwatch.member.Command;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Event;
import io.ringwatch.member.Input;
import io.ringwatch.member.Moment;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Network;
import io.ringwatch.sem.VoteRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectDriverTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Moment NOW = new Moment(5, 1_646_142_192_269L);
    private static final Message HELLO =
            new Message.Beat(
                    new Heartbeat(
                            1, 0, true, List.of(), PredictedLoad.UNKNOWN, 0, Version.NONE, 0, 0));

    @TempDir Path directory;
    private final List<Input> inputs = new CopyOnWriteArrayList<>();
    private final List<String> outside = new CopyOnWriteArrayList<>();
    private final CountDownLatch disk = new CountDownLatch(1);
    private final Counters counters = new Counters();
    private final FakeDrivers drivers = new FakeDrivers(new DriverChoice.Reports(inputs::add));
    private final ScheduledThreadPoolExecutor timer = Fixtures.timer();
    private final BlockingWork pool = new BlockingWork("test", 4, 8, timer, counters);
    private final Commands commands = new Commands(inputs::add);
    private final EventLog events = new EventLog();
    private final CloseStack parts = new CloseStack();
    private EffectDriver driver;

    @BeforeEach
    void assemble() {
        RingConfig config = Fixtures.config(List.of());
        var vote =
                parts.add(
                        new VoteStorage(
                                record -> {
                                    awaitDisk();
                                    outside.add("vote " + record.identity());
                                },
                                inputs::add,
                                counters));
        var memory = parts.add(new MemoryStorage(new NotedMemory(outside), counters));
        var log = parts.add(new SystemLog(directory.resolve("system.log"), ZoneOffset.UTC));
        driver =
                new EffectDriver(
                        1,
                        inputs::add,
                        (to, message) -> outside.add("send " + to),
                        new EffectDriver.Storages(vote, memory),
                        new Examiner(
                                config,
                                1,
                                new Examiner.Means(drivers.network(), drivers.services()),
                                pool,
                                inputs::add),
                        new DriverWork(drivers, pool, new BootClock(), LIMIT, inputs::add),
                        new EffectDriver.Told(
                                commands, log, events, kind -> outside.add("event " + kind)));
    }

    @AfterEach
    void stop() {
        disk.countDown();
        parts.close();
        pool.close();
        timer.shutdownNow();
    }

    @Test
    void shouldSendToOthersAndHandBackWhatIsForItself() {
        carryOut(new Effect.Send(2, HELLO, false), new Effect.Send(1, HELLO, false));
        assertEquals(List.of("send 2"), outside);
        assertEquals(List.of(new Input.Received(1, Network.MANAGEMENT, HELLO)), inputs);
    }

    @Test
    void shouldSendAfterTheVoteIsOnTheDisk() {
        carryOut(
                new Effect.StoreVote(VoteRecord.fresh(7)),
                new Effect.Send(2, HELLO, true),
                new Effect.Send(1, HELLO, true),
                new Effect.Send(3, HELLO, false));
        assertEquals(List.of("send 3"), outside);
        assertEquals(List.of(), inputs);
        disk.countDown();
        await().atMost(LIMIT).until(() -> inputs.size() == 1);
        assertEquals(List.of("send 3", "vote 7", "send 2"), outside);
    }

    @Test
    void shouldKeepFilesHeartbeatsAndFlag() {
        carryOut(new Effect.StoreFiles(io.ringwatch.files.Files.NONE), new Effect.SetFlag(true));
        await().atMost(LIMIT).until(() -> outside.equals(List.of("files", "flag true")));
        carryOut(new Effect.StoreHeartbeat(((Message.Beat) HELLO).heartbeat()));
        await().atMost(LIMIT).until(() -> outside.contains("heartbeat 1"));
    }

    @Test
    void shouldTellPeopleWithTheTimeOfTheInput() throws Exception {
        var event = new Event(Event.Kind.DETECTED, 2, "bad", Map.of());
        carryOut(new Effect.Log("Network_is_problem"), new Effect.Tell(event));
        assertTrue(
                Files.readString(directory.resolve("system.log"))
                        .endsWith("13:43:12.26 Network_is_problem\n"));
        assertEquals(List.of(new EventLog.Entry(1, NOW.wallMs(), event)), events.since(0, 10));
        assertEquals(List.of("event DETECTED"), outside);
    }

    @Test
    void shouldAnswerTheOperator() throws Exception {
        var answer =
                CompletableFuture.supplyAsync(
                        () -> commands.ask(new Command(Command.Kind.STOP, List.of(2)), LIMIT));
        await().atMost(LIMIT).until(() -> inputs.size() == 1);
        long op = ((Input.Commanded) inputs.get(0)).op();
        carryOut(new Effect.Answer(op, true, "parked"));
        await().atMost(LIMIT).until(answer::isDone);
        assertEquals(new CommandAnswer(CommandAnswer.Outcome.DONE, "parked"), answer.get());
    }

    @Test
    void shouldHandEveryOtherEffectToWhoeverCarriesItOut() {
        long limitNs = LIMIT.toNanos();
        carryOut(
                new Effect.ExamineSelf(1),
                new Effect.ExamineNetwork(2, 2, limitNs),
                new Effect.ExamineServices(3, 2, true, limitNs),
                new Effect.RestartService(4, "vsftpd", limitNs),
                new Effect.RestartServer("St"),
                new Effect.HoldVips(1, List.of(new Effect.Hold(1, false, Long.MAX_VALUE))),
                new Effect.Announce(List.of(1)),
                new Effect.PrepareGuest(5, 2, limitNs),
                new Effect.SuspendGuest(2),
                new Effect.Fence(6, 2, Effect.Power.STATUS, limitNs),
                new Effect.Wake(2));
        await().atMost(LIMIT).until(() -> inputs.size() == 8);
        await().atMost(LIMIT)
                .until(
                        () ->
                                drivers.calls.containsAll(
                                        List.of(
                                                "restart service vsftpd",
                                                "restart St",
                                                "announce [1]",
                                                "prepare 2",
                                                "suspend 2",
                                                "fence 2 STATUS",
                                                "wake 2")));
    }

    private void carryOut(Effect... effects) {
        driver.carryOut(List.of(effects), NOW);
    }

    private void awaitDisk() {
        try {
            disk.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record NotedMemory(List<String> notes) implements MemoryDisk {
        @Override
        public void store(io.ringwatch.files.Files files) {
            notes.add("files");
        }

        @Override
        public void store(Heartbeat heartbeat) {
            notes.add("heartbeat " + heartbeat.number());
        }

        @Override
        public void flag(boolean present) {
            notes.add("flag " + present);
        }
    }
}
