package io.ringwatch.sem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.dbss.Separation;
import io.ringwatch.files.Place;
import io.ringwatch.files.Reason;
import io.ringwatch.message.Message;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One bad cable between a manager and its target is no takeover (design section 6). */
class SecondOpinionTest {
    private static final long SEED = 3;
    private static final int SUSPECT = 4;

    private int refusals;

    @Test
    void shouldNotSeparateOneThatTheOthersHearAndReach() {
        var bench = wanted(Reason.NETWORK);
        bench.cut(1, SUSPECT);

        assertFalse(bench.until(() -> isSeparated(bench), 6000), "separated for one bad cable");
        assertTrue(refusals > 0, "nobody objected");
    }

    /** The others hear it over the management network, but their probe fails as well. */
    @Test
    void shouldSeparateOneThatIsHeardAndNotReached() {
        var bench = wanted(Reason.NETWORK);
        bench.unreachable.add(SUSPECT);

        bench.mustCome(() -> isSeparated(bench), 6000, "the probes failed");
        assertEquals(0, refusals);
    }

    @Test
    void shouldSeparateOneThatNobodyHears() {
        var bench = wanted(Reason.NETWORK);
        bench.isolate(SUSPECT);
        bench.run(2000);

        bench.mustCome(() -> isSeparated(bench), 1000, "nobody hears it");
    }

    /** Heard, but not well: it says itself that something is wrong. */
    @Test
    void shouldSeparateOneThatSaysThatItIsNotWell() {
        var bench = wanted(Reason.NETWORK);
        bench.seat(SUSPECT).condition = Message.NO_GATEWAY;
        bench.run(1000);

        bench.mustCome(() -> isSeparated(bench), 6000, "it says itself that it is not well");
    }

    /** Hearing and reaching it says nothing against any other reason. */
    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"SERVICE", "GATEWAY", "RESTART", "MOVED"})
    void shouldSeparateForAnotherReason(Reason reason) {
        var bench = wanted(reason);

        bench.mustCome(() -> isSeparated(bench), 1000, "separated for " + reason);
        assertEquals(0, refusals);
    }

    /** Two objected, and one was enough: the other must not speak against a real failure later. */
    @Test
    void shouldForgetObjectionsOfAnEarlierAttempt() {
        var bench = wanted(Reason.NETWORK);
        bench.cut(1, SUSPECT);
        bench.mustCome(() -> refusals == 1, 6000, "an objection");
        bench.seat(1).plans = seat -> List.of();
        bench.run(3000);
        bench.heal();
        int before = refusals;
        bench.isolate(SUSPECT);
        bench.run(3000);

        assertEquals(before, refusals);
        assertFalse(bench.seat(1).editor.isRefused(SUSPECT), "objections of long ago");
    }

    /** Editor 1 wants it out, and stops for a while when somebody objects, as a DBSS does. */
    private Bench wanted(Reason reason) {
        var bench = new Bench(5, false, SEED);
        bench.run(2000);
        long[] pauseNs = {0};
        Seat editor = bench.seat(1);
        editor.plans =
                seat ->
                        bench.nowNs() < pauseNs[0] || isSeparated(bench)
                                ? List.of()
                                : Separation.changes(
                                        seat.files(), SUSPECT, reason, 1, seat.version().next(), 1);
        editor.beforeEditing =
                () -> {
                    boolean wants =
                            bench.nowNs() >= pauseNs[0] && !editor.plans.apply(editor).isEmpty();
                    if (wants && editor.editor.isRefused(SUSPECT)) {
                        refusals++;
                        pauseNs[0] = bench.nowNs() + 2000 * Bench.MS;
                    }
                };
        for (int i = 0; i < 100; i++) {
            bench.after(100L * i, editor::nudge);
        }
        return bench;
    }

    private static boolean isSeparated(Bench bench) {
        return bench.seat(1).files().row(SUSPECT).orElseThrow().place() == Place.REVIVING;
    }
}
