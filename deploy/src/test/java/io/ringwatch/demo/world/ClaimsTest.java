package io.ringwatch.demo.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.demo.world.Claims.Claim;
import io.ringwatch.demo.world.Claims.Outcome;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    private static final int FTP = 2;
    private static final int MAIL = 1;
    private static final String OWN = "127.0.14.2";
    private static final String GUEST = "127.0.101.2";

    private final Claims claims = new Claims();

    @Test
    void shouldFollowAClaimUntilItsEndAndNotAMomentLonger() {
        assertEquals(Outcome.CLAIMED, claims.claim(FTP, new Claim(FTP, OWN, 100), true, 0));

        assertEquals(OWN, claims.followed(FTP, 99).orElseThrow().target());
        assertTrue(claims.followed(FTP, 100).isEmpty());
    }

    @Test
    void shouldMoveTheEndOfARenewedClaim() {
        claims.claim(FTP, new Claim(FTP, OWN, 100), true, 0);

        assertEquals(Outcome.RENEWED, claims.claim(FTP, new Claim(FTP, OWN, 300), true, 50));
        assertEquals(300, claims.nextEndNs());
        assertTrue(claims.followed(FTP, 299).isPresent());
    }

    @Test
    void shouldNotTakeAClaimThatComesAfterItsEnd() {
        assertEquals(Outcome.VOID, claims.claim(FTP, new Claim(FTP, OWN, 100), true, 100));
        assertTrue(claims.followed(FTP, 100).isEmpty());
    }

    @Test
    void shouldTellAProberOfAnotherHolder() {
        claims.claim(FTP, new Claim(FTP, OWN, 100), true, 0);

        assertEquals(Outcome.CONFLICT, claims.claim(FTP, new Claim(MAIL, GUEST, 200), true, 50));
        assertEquals(List.of(FTP), claims.holders(FTP, 50));
        assertEquals(Outcome.CLAIMED, claims.claim(FTP, new Claim(MAIL, GUEST, 200), true, 100));
        assertEquals(0, claims.dualNs(200));
    }

    @Test
    void shouldCountTheTimeInWhichTwoClaim() {
        claims.claim(FTP, new Claim(FTP, OWN, 100), false, 0);
        claims.claim(FTP, new Claim(MAIL, GUEST, 500), false, 40);

        assertEquals(List.of(FTP, MAIL), claims.holders(FTP, 60));
        assertEquals(20, claims.dualNs(60));
        assertEquals(60, claims.dualNs(1_000), "until the first of them ended");
    }

    @Test
    void shouldFollowTheNewestOfTwo() {
        claims.claim(FTP, new Claim(FTP, OWN, 100), false, 0);
        claims.claim(FTP, new Claim(MAIL, GUEST, 500), false, 40);
        claims.claim(FTP, new Claim(FTP, OWN, 200), false, 50);

        assertEquals(GUEST, claims.followed(FTP, 60).orElseThrow().target());
    }

    @Test
    void shouldCountUntilOneOfTwoGivesUp() {
        claims.claim(FTP, new Claim(FTP, OWN, 100), false, 0);
        claims.claim(FTP, new Claim(MAIL, GUEST, 100), false, 10);
        claims.drop(FTP, FTP, 30);

        assertEquals(20, claims.dualNs(100));
    }

    @Test
    void shouldCountThreeClaimantsOnce() {
        claims.claim(FTP, new Claim(FTP, OWN, 100), false, 0);
        claims.claim(FTP, new Claim(MAIL, GUEST, 80), false, 0);
        claims.claim(FTP, new Claim(3, "127.0.103.2", 60), false, 0);

        assertEquals(80, claims.dualNs(200));
    }

    @Test
    void shouldEndTheClaimsOfAMachineThatIsTurnedOff() {
        claims.claim(FTP, new Claim(MAIL, GUEST, 100), true, 0);
        claims.claim(MAIL, new Claim(MAIL, "127.0.14.1", Claims.NEVER), true, 0);
        assertEquals(Set.of(FTP, MAIL), claims.claimedBy(MAIL, 10));

        claims.turnedOff(MAIL, 10);

        assertTrue(claims.claimedBy(MAIL, 10).isEmpty());
        assertEquals(Outcome.VOID, claims.claim(FTP, new Claim(MAIL, GUEST, 100), true, 20));
    }

    @Test
    void shouldLetAMachineThatIsOnAgainClaim() {
        claims.turnedOff(MAIL, 10);
        claims.turnedOn(MAIL);

        assertEquals(Outcome.CLAIMED, claims.claim(FTP, new Claim(MAIL, GUEST, 100), true, 20));
    }

    @Test
    void shouldKeepAParkedVip() {
        claims.claim(FTP, new Claim(FTP, OWN, Claims.NEVER), true, 0);

        assertTrue(claims.followed(FTP, Long.MAX_VALUE - 1).isPresent());
        assertEquals(Claims.NEVER, claims.nextEndNs());
    }
}
