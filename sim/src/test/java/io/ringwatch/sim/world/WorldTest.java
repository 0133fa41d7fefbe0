package io.ringwatch.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.sem.VoteRecord;
import io.ringwatch.sim.check.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the world does to members, shown with puppets in their place. */
class WorldTest {
    private static final int MAIL = 1;
    private static final int FTP = 2;

    private final Puppets puppets = new Puppets();
    private final World world = begin(World.ring(3).witness().fences());

    private World begin(WorldBuilder builder) {
        World begun = builder.members(puppets).seed(11).start();
        begun.run("3 s");
        return begun;
    }

    private long monoNs(int number, long aheadNs) {
        return world.machine(number).moment().monoNs() + aheadNs;
    }

    private void hold(int holder, int server, boolean virtual, long aheadNs) {
        long untilNs = monoNs(holder, aheadNs);
        puppets.wish(
                world,
                holder,
                new Effect.HoldVips(1, List.of(new Effect.Hold(server, virtual, untilNs))));
    }

    private void assign(int holder, long incarnation, int server) {
        puppets.wish(
                world, holder, new Effect.StoreFiles(Puppets.files(incarnation, server, holder)));
        world.run("10 ms");
    }

    @Test
    void shouldDropVipWithItsTimeAlthoughItsAgentIsFrozen() {
        assign(MAIL, 1, MAIL);
        hold(MAIL, MAIL, false, 1_000_000_000L);
        world.run("200 ms");
        assertEquals("mail", world.holder("mail"));
        world.apply("pause mail");
        world.run("850 ms");
        assertEquals("", world.holder("mail"));
        assertTrue(puppets.told(MAIL, Input.VipDropped.class).isEmpty());
        world.apply("resume mail");
        world.run("10 ms");
        assertEquals(
                List.of(new Input.VipDropped(MAIL, 0)), puppets.told(MAIL, Input.VipDropped.class));
    }

    @Test
    void shouldKeepVipOfKilledAgentUntilItsTime() {
        assign(MAIL, 1, MAIL);
        hold(MAIL, MAIL, false, 1_000_000_000L);
        world.run("200 ms");
        world.apply("kill mail");
        world.run("100 ms");
        assertEquals("mail", world.holder("mail"));
        world.run("800 ms");
        assertEquals("", world.holder("mail"));
    }

    @Test
    void shouldNoticeVipHeldTwice() {
        assign(MAIL, 1, MAIL);
        hold(MAIL, MAIL, false, 5_000_000_000L);
        world.run("200 ms");
        puppets.wish(world, FTP, new Effect.StoreFiles(Puppets.files(2, MAIL, FTP)));
        hold(FTP, MAIL, false, 5_000_000_000L);
        Violation violation = assertThrows(Violation.class, () -> world.run("200 ms"));
        assertTrue(
                violation.getMessage().contains("VIP of 1 claimed by 2"), violation.getMessage());
        assertTrue(violation.getMessage().contains("seed 11"), violation.getMessage());
    }

    @Test
    void shouldNoticeClaimThatNoFilesName() {
        assign(MAIL, 1, MAIL);
        hold(MAIL, FTP, false, 5_000_000_000L);
        assertThrows(Violation.class, () -> world.run("200 ms"));
    }

    @Test
    void shouldNoticeVersionThatIsTwoThings() {
        assign(MAIL, 1, MAIL);
        puppets.wish(world, FTP, new Effect.StoreFiles(Puppets.files(1, MAIL, FTP)));
        assertThrows(Violation.class, () -> world.run("200 ms"));
    }

    @Test
    void shouldSendOnlyAfterTheRecordIsOnTheDisk() {
        var nothing = new Effect.Send(FTP, Probe.MESSAGE, true);
        puppets.wish(world, MAIL, new Effect.StoreVote(VoteRecord.fresh(5)), nothing);
        world.run("20 ms");
        assertEquals(1, puppets.told(FTP, Input.Received.class).size());
        assertEquals(VoteRecord.fresh(5), world.machine(MAIL).disk().record());
    }

    @Test
    void shouldNotSendWhatWasNotStored() {
        world.apply("disk-fails mail");
        puppets.wish(
                world,
                MAIL,
                new Effect.StoreVote(VoteRecord.fresh(5)),
                new Effect.Send(FTP, Probe.MESSAGE, true));
        world.run("20 ms");
        assertEquals(List.of(), puppets.told(FTP, Input.Received.class));
        assertEquals(1, puppets.told(MAIL, Input.StoreFailed.class).size());
    }

    @Test
    void shouldForgetMemoryButNotRealDiskWithThePower() {
        assign(MAIL, 1, MAIL);
        puppets.wish(world, MAIL, new Effect.StoreVote(VoteRecord.fresh(5)));
        world.run("20 ms");
        long bootBefore = puppets.latest.get(MAIL).boot.bootId();
        world.apply("crash mail");
        assertFalse(world.isOn("mail"));
        world.apply("power-on mail");
        world.run("15 s");
        var boot = puppets.latest.get(MAIL).boot;
        assertEquals(VoteRecord.fresh(5), boot.vote());
        assertEquals(null, boot.files());
        assertFalse(boot.flag());
        assertNotEquals(bootBefore, boot.bootId());
    }

    @Test
    void shouldKeepMemoryWhenOnlyTheAgentDies() {
        assign(MAIL, 1, MAIL);
        world.apply("kill mail");
        world.run("2 s");
        var boot = puppets.latest.get(MAIL).boot;
        assertEquals(Puppets.files(1, MAIL, MAIL), boot.files());
        assertTrue(boot.flag());
    }

    @Test
    void shouldCutOneWayOnly() {
        world.apply("cut mail ftp both");
        puppets.wish(world, MAIL, new Effect.Send(FTP, Probe.MESSAGE, false));
        puppets.wish(world, FTP, new Effect.Send(MAIL, Probe.MESSAGE, false));
        world.run("20 ms");
        assertEquals(List.of(), puppets.told(FTP, Input.Received.class));
        assertEquals(1, puppets.told(MAIL, Input.Received.class).size());
    }

    @Test
    void shouldDeliverOverTheNetworkThatIsLeft() {
        world.apply("unplug mail service");
        puppets.wish(world, MAIL, new Effect.Send(FTP, Probe.MESSAGE, false));
        world.run("20 ms");
        assertEquals(
                io.ringwatch.ring.Network.MANAGEMENT,
                puppets.told(FTP, Input.Received.class).get(0).network());
    }

    @Test
    void shouldLoseAndDoubleMessagesAsOftenAsAsked() {
        world.apply("weather 50 0 0");
        for (int i = 0; i < 1000; i++) {
            puppets.wish(world, MAIL, new Effect.Send(FTP, Probe.MESSAGE, false));
        }
        world.run("100 ms");
        int arrived = puppets.told(FTP, Input.Received.class).size();
        assertTrue(
                arrived > 700 && arrived < 800,
                "one of two copies arrives 3 of 4 times: " + arrived);
    }

    @Test
    void shouldSayWhatIsTrueWhenServicesAreExamined() {
        puppets.wish(world, MAIL, new Effect.ExamineServices(1, FTP, false, 1_000_000_000L));
        world.run("10 ms");
        world.apply("stuck ftp");
        puppets.wish(world, MAIL, new Effect.ExamineServices(2, FTP, false, 1_000_000_000L));
        puppets.wish(world, MAIL, new Effect.ExamineServices(3, FTP, true, 1_000_000_000L));
        puppets.wish(world, MAIL, new Effect.ExamineNetwork(4, FTP, 1_000_000_000L));
        world.run("1100 ms");
        assertEquals(
                List.of(
                        new Input.Examined(1, true, ""),
                        new Input.Examined(2, false, "refused"),
                        new Input.Examined(4, true, ""),
                        new Input.Examined(3, false, "no answer")),
                puppets.told(MAIL, Input.Examined.class));
    }

    @Test
    void shouldFenceOffAndOn() {
        puppets.wish(world, MAIL, new Effect.Fence(1, FTP, Effect.Power.OFF, 5_000_000_000L));
        world.run("2 s");
        assertFalse(world.isOn("ftp"));
        puppets.wish(world, MAIL, new Effect.Fence(2, FTP, Effect.Power.ON, 5_000_000_000L));
        world.run("2 s");
        assertTrue(world.isOn("ftp"));
        world.apply("fence-fails ftp");
        puppets.wish(world, MAIL, new Effect.Fence(3, FTP, Effect.Power.STATUS, 5_000_000_000L));
        world.run("6 s");
        assertEquals(
                List.of(Input.FenceStatus.OFF, Input.FenceStatus.ON, Input.FenceStatus.FAILED),
                puppets.told(MAIL, Input.Fenced.class).stream().map(Input.Fenced::status).toList());
    }

    @Test
    void shouldPrepareGuestAndLoseItWithItsMachine() {
        puppets.wish(world, FTP, new Effect.PrepareGuest(1, MAIL, 30_000_000_000L));
        world.run("3 s");
        assertEquals(1, puppets.told(FTP, Input.GuestReady.class).size());
        assertEquals(1, world.guestsOn(FTP));
        world.apply("restart ftp");
        assertEquals(0, world.guestsOn(FTP));
        world.apply("guests-fail mail");
        puppets.wish(world, MAIL, new Effect.PrepareGuest(2, FTP, 30_000_000_000L));
        world.run("3 s");
        assertEquals(1, puppets.told(MAIL, Input.GuestFailed.class).size());
    }

    @Test
    void shouldRunTheSameAgainFromTheSameSeed() {
        assertEquals(inputsOf(42), inputsOf(42));
        assertNotEquals(inputsOf(42), inputsOf(43));
    }

    private String inputsOf(long seed) {
        var own = new Puppets();
        World fresh = World.ring(3).members(own).seed(seed).start();
        fresh.run("1 s");
        own.wish(fresh, MAIL, new Effect.ExamineSelf(1), new Effect.PrepareGuest(2, FTP, 1L << 40));
        fresh.apply("quick ftp");
        fresh.run("5 s");
        return own.told(MAIL) + " " + own.latest.get(MAIL).moments + own.told(FTP);
    }
}
