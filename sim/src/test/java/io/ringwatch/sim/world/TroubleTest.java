package io.ringwatch.sim.world;

import static io.ringwatch.sim.world.Stage.FTP;
import static io.ringwatch.sim.world.Stage.MAIL;
import static io.ringwatch.sim.world.Stage.SEC;
import static io.ringwatch.sim.world.Stage.WEB1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.member.Command;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.sem.VoteRecord;
import io.ringwatch.sim.plan.Waiver;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One thing of a world is broken, and what members notice of it. */
class TroubleTest {
    private final Stage stage =
            new Stage(World.ring(3).fences().services(2).permit(Waiver.FENCE_LIES));
    private final World world = stage.world;
    private final Puppets puppets = stage.puppets;

    @Test
    void shouldBreakOneOfSeveralServices() {
        world.apply("stuck ftp ftpd2");
        assertEquals("ftpd2", world.serviceTrouble(FTP));
        assertEquals("refused", stage.examine(MAIL, FTP, false).detail());
        world.apply("restart ftp 2s");
        world.run("5 s");
        assertEquals("", world.serviceTrouble(FTP));
    }

    @Test
    void shouldAnswerWronglyUntilItsDaemonIsRestarted() {
        world.apply("wrong ftp");
        assertEquals("ftpd answered what it should not", stage.examine(MAIL, FTP, false).detail());
        puppets.wish(world, FTP, new Effect.RestartService(1, "ftpd", 5 * SEC));
        world.run("2 s");
        assertTrue(stage.examine(MAIL, FTP, false).good());
    }

    @Test
    void shouldNotStartServicesAfterBoot() {
        world.apply("start-fails ftp");
        world.apply("quick ftp");
        world.run("5 s");
        assertEquals("ftpd, ftpd2", world.serviceTrouble(FTP));
        puppets.wish(world, FTP, new Effect.RestartService(1, "ftpd", 5 * SEC));
        world.run("2 s");
        assertFalse(puppets.told(FTP, Input.ServiceRestarted.class).get(0).good());
        world.apply("start-works ftp");
        puppets.wish(world, FTP, new Effect.RestartService(2, "ftpd", 5 * SEC));
        world.run("2 s");
        assertEquals("ftpd2", world.serviceTrouble(FTP));
    }

    @Test
    void shouldBootSlowly() {
        world.apply("restart ftp 30s");
        world.run("29 s");
        assertFalse(world.isAwake(FTP));
        world.run("2 s");
        assertTrue(world.isAwake(FTP));
        world.apply("slow-boot ftp 10");
        world.apply("restart ftp");
        world.run("39 s");
        assertFalse(world.isAwake(FTP), "a boot takes at least 4 s");
    }

    @Test
    void shouldLosePowerTogether() {
        world.apply("blackout mail,ftp,web1");
        assertTrue(world.isOff(MAIL) && world.isOff(FTP) && world.isOff(WEB1));
        world.apply("power-back ftp,web1");
        world.run("12 s");
        assertTrue(world.isOff(MAIL) && world.isAwake(FTP) && world.isAwake(WEB1));
    }

    @Test
    void shouldNotBeWoken() {
        world.apply("crash ftp");
        world.apply("wake-fails ftp");
        puppets.wish(world, MAIL, new Effect.Wake(FTP));
        world.run("1 s");
        assertTrue(world.isOff(FTP));
        world.apply("wake-works ftp");
        puppets.wish(world, MAIL, new Effect.Wake(FTP));
        world.run("1 s");
        assertFalse(world.isOff(FTP));
    }

    @Test
    void shouldKeepNewFilesInTheAgentWhileTheMemoryDiskIsFull() {
        stage.assign(FTP, 1, FTP, FTP);
        world.apply("memory-full ftp");
        stage.assign(FTP, 2, FTP, FTP);
        world.apply("kill ftp");
        world.run("2 s");
        assertEquals(Puppets.files(1, FTP, FTP), puppets.latest.get(FTP).boot.files());
        stage.assign(FTP, 3, FTP, FTP);
        world.apply("memory-room ftp");
        world.run("1100 ms");
        world.apply("kill ftp");
        world.run("2 s");
        assertEquals(Puppets.files(3, FTP, FTP), puppets.latest.get(FTP).boot.files());
    }

    @Test
    void shouldTryAgainToWriteWhatTheDiskRefused() {
        world.apply("disk-fails ftp");
        puppets.wish(world, FTP, new Effect.StoreVote(VoteRecord.fresh(5)));
        world.run("1 s");
        assertTrue(puppets.told(FTP, Input.StoreFailed.class).size() > 1);
        assertNull(world.machine(FTP).disk().record());
        world.apply("disk-works ftp");
        world.run("2 s");
        assertEquals(VoteRecord.fresh(5), world.machine(FTP).disk().record());
    }

    @Test
    void shouldKeepTheOldRecordWhenAWriteIsTorn() {
        puppets.wish(world, FTP, new Effect.StoreVote(VoteRecord.fresh(5)));
        world.run("20 ms");
        world.apply("torn-write ftp");
        puppets.wish(
                world,
                FTP,
                new Effect.StoreVote(VoteRecord.fresh(6)),
                new Effect.Send(MAIL, Probe.MESSAGE, true));
        world.run("20 ms");
        assertTrue(world.isOff(FTP));
        assertEquals(VoteRecord.fresh(5), world.machine(FTP).disk().record());
        assertEquals(0, stage.received(MAIL));
    }

    @Test
    void shouldFindNoRecordWhereItIsDamagedOrItsDiskIsNew() {
        puppets.wish(world, FTP, new Effect.StoreVote(VoteRecord.fresh(5)));
        world.run("20 ms");
        world.apply("disk-damaged ftp");
        world.apply("kill ftp");
        world.run("2 s");
        assertNull(puppets.latest.get(FTP).boot.vote());
        world.apply("disk-lost ftp");
        assertTrue(world.isOff(FTP));
    }

    @Test
    void shouldFenceLateAndLie() {
        world.apply("fence-slow ftp 3s");
        assertEquals(Input.FenceStatus.ON, stage.fence(MAIL, FTP, Effect.Power.STATUS));
        world.apply("fence-slow ftp 8s");
        assertEquals(Input.FenceStatus.FAILED, stage.fence(MAIL, FTP, Effect.Power.OFF));
        assertFalse(world.isOff(FTP));
        world.run("4 s");
        assertTrue(world.isOff(FTP), "it acts although nobody waits any more");
        world.apply("fence-lies web1");
        assertEquals(Input.FenceStatus.OFF, stage.fence(MAIL, WEB1, Effect.Power.OFF));
        assertTrue(world.isAwake(WEB1));
    }

    @Test
    void shouldFailToInstallOrHaveNoMemoryOrLie() {
        stage.assign(MAIL, 1, FTP, MAIL);
        world.apply("install-fails mail");
        prepare(1);
        world.apply("no-memory mail");
        prepare(2);
        assertEquals(
                List.of("the installation procedure failed", "cannot allocate memory"),
                puppets.told(MAIL, Input.GuestFailed.class).stream()
                        .map(Input.GuestFailed::reason)
                        .toList());
        world.apply("guests-lie mail");
        prepare(3);
        stage.hold(MAIL, FTP, 60 * SEC);
        assertEquals(1, puppets.told(MAIL, Input.GuestReady.class).size());
        assertEquals("no answer", stage.examine(WEB1, FTP, true).detail());
    }

    @Test
    void shouldStopServingThoughItsVirtualServerRuns() {
        stage.assign(MAIL, 1, FTP, MAIL);
        prepare(1);
        stage.hold(MAIL, FTP, 60 * SEC);
        assertTrue(stage.examine(WEB1, FTP, true).good());
        world.apply("guest-hangs ftp");
        assertEquals(1, world.guestsOn(MAIL));
        assertFalse(stage.examine(WEB1, FTP, true).good());
    }

    private void prepare(long op) {
        puppets.wish(world, MAIL, new Effect.PrepareGuest(op, FTP, 30 * SEC));
        world.run("3 s");
    }

    @Test
    void shouldHaveWallClocksThatAreOffAndDrift() {
        long rightMs = offMs();
        world.apply("clock-jump ftp 700");
        assertEquals(rightMs + 700, offMs());
        world.apply("clock-drift ftp -1000");
        world.run("100 s");
        assertEquals(rightMs + 600, offMs(), 1);
        world.apply("clock-right ftp");
        assertEquals(rightMs, offMs());
        assertEquals(1, puppets.told(FTP, Input.ClockTrust.class).size(), "nobody said so");
    }

    private long offMs() {
        return world.machine(FTP).moment().wallMs() - world.nowNs() / 1_000_000;
    }

    @Test
    void shouldConfirmOnlyWhatIsOff() {
        world.apply("crash ftp");
        world.apply("confirm mail ftp,web1");
        world.run("10 ms");
        assertEquals(
                List.of(new Command(Command.Kind.CONFIRM_DEAD, List.of(FTP))),
                puppets.latest.get(MAIL).commands);
    }

    @Test
    void shouldAddAndRemoveServers() {
        var fresh = new Stage(World.ring(3).absent("web1"));
        assertTrue(fresh.world.isOff(WEB1));
        fresh.world.apply("add web1");
        fresh.world.run("15 s");
        assertEquals(
                List.of(new Input.FlagSeen(true)), fresh.puppets.told(WEB1, Input.FlagSeen.class));
        fresh.world.apply("remove web1");
        fresh.world.run("1 s");
        assertEquals(2, fresh.puppets.told(WEB1, Input.FlagSeen.class).size());
        assertTrue(fresh.world.isAwake(WEB1));
        fresh.world.run("10 s");
        assertTrue(fresh.world.isOff(WEB1));
    }

    @Test
    void shouldEndEveryFault() {
        for (String fault :
                List.of(
                        "ruin mail",
                        "freeze ftp",
                        "wake-fails mail",
                        "start-fails ftp",
                        "gateway web1",
                        "fence-lies web1",
                        "memory-full web1",
                        "slow-boot mail 100",
                        "guests-lie web1",
                        "conflict web1",
                        "latency both 2s",
                        "weather 100 0 0",
                        "split mail,ftp web1")) {
            world.apply(fault);
        }
        world.endFaults();
        world.run("15 s");
        assertTrue(world.isAwake(MAIL) && world.isAwake(FTP));
        stage.send(MAIL, WEB1);
        world.run("20 ms");
        assertEquals(1, stage.received(WEB1));
        assertTrue(world.machine(WEB1).gatewayAnswers());
        assertEquals(Input.FenceStatus.ON, stage.fence(MAIL, WEB1, Effect.Power.STATUS));
        prepareOn(WEB1);
        assertEquals(1, world.guestsOn(WEB1));
    }

    private void prepareOn(int host) {
        puppets.wish(world, host, new Effect.PrepareGuest(1, FTP, 30 * SEC));
        world.run("3 s");
    }

    @Test
    void shouldTellTheFlagThatIsThereWhenItIsLookedAt() {
        for (int i = 0; i < 20; i++) {
            world.apply("unflag ftp");
            world.apply("flag ftp");
        }
        world.run("2 s");
        List<Input.FlagSeen> seen = puppets.told(FTP, Input.FlagSeen.class);
        assertEquals(40, seen.size());
        assertTrue(seen.stream().allMatch(Input.FlagSeen::present));
    }
}
