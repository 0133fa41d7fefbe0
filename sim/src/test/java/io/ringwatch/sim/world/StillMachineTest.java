package io.ringwatch.sim.world;

import static io.ringwatch.sim.world.Stage.FTP;
import static io.ringwatch.sim.world.Stage.MAIL;
import static io.ringwatch.sim.world.Stage.SEC;
import static io.ringwatch.sim.world.Stage.WEB1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.sim.check.Violation;
import io.ringwatch.sim.plan.Waiver;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Machines that have power and do nothing. */
class StillMachineTest {
    private static Stage three() {
        return new Stage(World.ring(3).fences().permit(Waiver.MACHINE_PAUSED));
    }

    @Test
    void shouldAnswerNothingWhileItHangsAndGoOnWithWhatHasCome() {
        Stage stage = three();
        stage.assign(FTP, 1, FTP, FTP);
        stage.hold(FTP, FTP, 60 * SEC);
        stage.world.apply("freeze ftp");
        assertEquals("", stage.world.holder("ftp"));
        assertTrue(stage.world.view("ftp").isEmpty());
        stage.send(MAIL, FTP);
        assertEquals("no answer", stage.examine(MAIL, FTP, false).detail());
        assertEquals(0, stage.received(FTP));
        stage.world.apply("thaw ftp");
        assertEquals("ftp", stage.world.holder("ftp"));
        assertEquals(1, stage.received(FTP));
        assertTrue(stage.examine(MAIL, FTP, false).good());
    }

    @Test
    void shouldNotAnswerForVipWhoseTimePassedWhileItHung() {
        Stage stage = three();
        stage.assign(FTP, 1, FTP, FTP);
        stage.hold(FTP, FTP, 2 * SEC);
        stage.world.apply("freeze ftp 5s");
        stage.world.run("4900 ms");
        assertFalse(stage.world.isAwake(FTP));
        stage.world.run("200 ms");
        assertTrue(stage.world.isAwake(FTP));
        assertEquals("", stage.world.holder("ftp"));
        assertEquals(
                List.of(new Input.VipDropped(FTP, 0)),
                stage.puppets.told(FTP, Input.VipDropped.class));
    }

    @Test
    void shouldHoldVipAfterItsTimeIfItsHypervisorStoppedIt() {
        Stage stage = three();
        stage.assign(FTP, 1, FTP, FTP);
        stage.hold(FTP, FTP, 2 * SEC);
        long heldNs = stage.world.machine(FTP).moment().monoNs();
        stage.world.apply("machine-pause ftp 10s");
        stage.world.run("9900 ms");
        assertEquals("", stage.world.holder("ftp"));
        stage.assign(MAIL, 2, FTP, MAIL);
        stage.world.run("100 ms");
        assertEquals("ftp", stage.world.holder("ftp"), "its kernel's clock stood still");
        long stoodNs = stage.world.machine(FTP).moment().monoNs() - heldNs;
        assertTrue(stoodNs < SEC / 2, "its clock went on by " + stoodNs);
        stage.world.run("2 s");
        assertEquals("", stage.world.holder("ftp"));
    }

    @Test
    void shouldExcuseOneHolderTooManyForOneLeaseOnly() {
        Stage stage = three();
        stage.assign(FTP, 1, FTP, FTP);
        stage.hold(FTP, FTP, 9 * SEC);
        stage.world.apply("machine-pause ftp 10s");
        stage.assign(MAIL, 2, FTP, MAIL);
        stage.puppets.wish(stage.world, MAIL, new Effect.PrepareGuest(1, FTP, 30 * SEC));
        stage.world.run("5 s");
        stage.hold(MAIL, FTP, 60 * SEC);
        assertEquals("mail", stage.world.holder("ftp"));
        Violation late = assertThrows(Violation.class, () -> stage.world.run("9 s"));
        assertTrue(late.getMessage().contains("after the exception"), late.getMessage());
    }

    @Test
    void shouldEmptyItsVipSetBeforeItSleepsAndWakeByMagicPacket() {
        Stage stage = three();
        stage.assign(FTP, 1, FTP, FTP);
        stage.hold(FTP, FTP, 60 * SEC);
        stage.world.apply("suspend ftp");
        stage.world.run("3 s");
        assertEquals("", stage.world.holder("ftp"));
        stage.puppets.wish(stage.world, MAIL, new Effect.Wake(FTP));
        stage.world.run("10 ms");
        assertTrue(stage.world.isAwake(FTP));
        assertEquals("", stage.world.holder("ftp"));
        assertEquals(1, stage.puppets.told(FTP, Input.VipDropped.class).size());
    }

    @Test
    void shouldBePowerCycledWhileItHangs() {
        Stage stage = three();
        long bootBefore = stage.puppets.latest.get(FTP).boot.bootId();
        stage.world.apply("freeze ftp");
        assertEquals(Input.FenceStatus.OFF, stage.fence(MAIL, FTP, Effect.Power.OFF));
        stage.world.apply("power-on ftp");
        stage.world.run("15 s");
        assertTrue(stage.world.isAwake(FTP));
        assertTrue(bootBefore != stage.puppets.latest.get(FTP).boot.bootId());
    }

    @Test
    void shouldStandStillForBothReasonsUntilBothAreOver() {
        Stage stage = three();
        stage.world.apply("pause ftp");
        stage.world.apply("freeze ftp");
        stage.world.apply("thaw ftp");
        assertTrue(stage.world.view("ftp").isEmpty());
        stage.world.apply("resume ftp");
        assertTrue(stage.world.view("ftp").isPresent());
    }

    @Test
    void shouldRefuseWhatTheWorldDoesNotPermit() {
        Stage strict = new Stage(World.ring(3).fences());
        for (String fault :
                List.of(
                        "machine-pause ftp",
                        "fence-lies ftp",
                        "confirm-falsely mail ftp",
                        "command mail confirm-dead ftp")) {
            var refused =
                    assertThrows(IllegalArgumentException.class, () -> strict.world.apply(fault));
            assertTrue(refused.getMessage().contains("permits"), refused.getMessage());
        }
        assertTrue(strict.world.view("web1").isPresent() && strict.world.isAwake(WEB1));
    }
}
