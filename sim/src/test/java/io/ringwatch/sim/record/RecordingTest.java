package io.ringwatch.sim.record;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringwatch.files.Files;
import io.ringwatch.member.Boot;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.MemberView;
import io.ringwatch.member.Moment;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Timing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private static final Ring RING = new Ring("r", List.of(), true, Timing.standard());
    private static final Boot BOOT = new Boot(1, 2, null, null, true);

    /** Logs how many inputs it has had. */
    private record Counter(int[] count, int step) implements Member {
        @Override
        public void on(Input input, Moment now, List<Effect> effects) {
            count[0] += step;
            effects.add(new Effect.Log("input " + count[0] + " at " + now.monoNs()));
        }

        @Override
        public long wakeAtNs() {
            return Long.MAX_VALUE;
        }

        @Override
        public MemberView view(Moment now) {
            return new MemberView(
                    0,
                    MemberView.Phase.STANDBY,
                    true,
                    false,
                    false,
                    List.of(),
                    0,
                    true,
                    "",
                    Files.NONE,
                    List.of(),
                    List.of(),
                    List.of());
        }
    }

    private static Recording recorded(int inputs) {
        var recording = new Recording(RING, 0, BOOT, 10);
        var member = new Counter(new int[1], 1);
        for (int i = 0; i < inputs; i++) {
            var effects = new ArrayList<Effect>();
            var moment = new Moment(i, i);
            member.on(new Input.Timer(), moment, effects);
            recording.add(moment, new Input.Timer(), effects);
        }
        return recording;
    }

    @Test
    void shouldReplayToTheSameEffects() {
        assertDoesNotThrow(
                () -> recorded(5).replay((ring, self, boot) -> new Counter(new int[1], 1)));
    }

    @Test
    void shouldNoticeAnotherEffect() {
        assertThrows(
                Recording.Divergence.class,
                () -> recorded(5).replay((ring, self, boot) -> new Counter(new int[1], 2)));
    }

    @Test
    void shouldKeepWhatCameBeforeTheLimit() {
        Recording recording = recorded(25);
        assertEquals(10, recording.entries().size());
        assertDoesNotThrow(
                () -> recording.replay((ring, self, boot) -> new Counter(new int[1], 1)));
    }
}
