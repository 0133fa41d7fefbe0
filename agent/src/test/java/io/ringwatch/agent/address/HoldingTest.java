package io.ringwatch.agent.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where VIPs are at each step of the way to be held. */
class HoldingTest {
    private static final long END_NS = 3_000_000_000L;
    private static final long LATER_NS = 2 * END_NS;

    private final Holding holding = new Holding(1, List.of(), null);

    private void assertIs(Presence expected, long nowNs) {
        assertEquals(expected, holding.presence(nowNs));
    }

    @Test
    void shouldBeAwayUntilTheKernelLetsThemThrough() {
        assertIs(Presence.AWAY, 0);
        holding.probe();
        assertIs(Presence.AWAY, 0);
        holding.stage = Holding.Stage.OPENING;
        assertTrue(holding.isOpen());
        assertIs(Presence.AWAY, 0);
        holding.pass(END_NS);
        assertIs(Presence.PASSING, 0);
        holding.claimed = true;
        assertIs(Presence.CLAIMED, 0);
    }

    /** What was told that they are away must see that they are back, without a new claim. */
    @Test
    void shouldBeClaimedAgainWhenTheLeaseIsRenewedInTheMomentOfItsEnd() {
        holding.pass(END_NS);
        holding.claimed = true;
        assertIs(Presence.AWAY, END_NS);
        holding.pass(LATER_NS);
        assertIs(Presence.CLAIMED, END_NS);
    }

    /** Otherwise their addresses would be added, but nobody told, and no daemon started. */
    @Test
    void shouldBeBroughtUpAfterTheRenewalIfTheLeaseIsJustEnding() {
        holding.pass(END_NS);
        holding.up = true;
        assertTrue(holding.beginBringingUp(0));
        assertFalse(holding.beginBringingUp(END_NS));
        holding.pass(LATER_NS);
        assertFalse(holding.up, "the renewal brings them up");
    }

    @Test
    void shouldNotBeClaimedAfterAnotherQuestion() {
        holding.pass(END_NS);
        holding.claimed = true;
        holding.probe();
        assertIs(Presence.AWAY, 0);
        holding.pass(LATER_NS);
        assertIs(Presence.PASSING, 0);
        holding.claimed = true;
        holding.refuse(END_NS);
        assertIs(Presence.AWAY, 0);
    }

    @Test
    void shouldBeThereWithoutEndWhenParked() {
        holding.pass(Gate.NEVER);
        assertIs(Presence.PASSING, LATER_NS);
    }

    @Test
    void shouldBeAwayWhenAVirtualServerHasThem() {
        var virtual = new Holding(1, List.of(), new GuestPort("vnet0", "02:00:00:00:00:07"));
        virtual.pass(END_NS);
        virtual.claimed = true;
        assertEquals(Presence.AWAY, virtual.presence(0));
    }
}
