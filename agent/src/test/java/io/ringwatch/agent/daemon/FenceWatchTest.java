package io.ringwatch.agent.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.config.RingConfig.Machine;
import io.ringwatch.agent.drivers.Fences;
import io.ringwatch.agent.status.Views;
import io.ringwatch.member.Effect.Power;
import io.ringwatch.member.Input.FenceStatus;
import io.ringwatch.member.MemberView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The example ring, in which login has a fence, watched by mail. */
final class FenceWatchTest {
    private static final RingConfig CONFIG = Views.config();
    private static final int LOGIN = 6;

    private final List<String> calls = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private Optional<MemberView> view = Optional.of(Views.well());
    private FenceStatus says = FenceStatus.ON;
    private boolean lies;

    private final Fences fences =
            new Fences() {
                @Override
                public Result fence(int server, Power action, Duration limit) {
                    throw new AssertionError("nothing is to be done to " + server);
                }

                @Override
                public boolean examine(int server, Duration limit) {
                    calls.add("examine " + server);
                    return says == FenceStatus.OFF;
                }

                @Override
                public void contradict(int server) {
                    calls.add("contradict " + server);
                    lies = true;
                }

                @Override
                public List<Word> words() {
                    String trouble = says == FenceStatus.FAILED ? "gives no status" : "";
                    return List.of(
                            new Word(
                                    LOGIN,
                                    1,
                                    "fence_x",
                                    Power.STATUS,
                                    says,
                                    "said",
                                    7,
                                    lies ? "lies" : trouble));
                }
            };

    private FenceWatch watch() {
        return new FenceWatch(CONFIG, 1, fences, () -> view, lines::add, Duration.ofMillis(20));
    }

    @Test
    void shouldExamineTheFenceOfALivingServerOnce() throws Exception {
        FenceWatch watch = watch();

        assertTrue(watch.step());
        assertFalse(watch.step(), "not due again");

        assertEquals(List.of("examine 6"), calls);
        assertEquals(List.of(), lines);
    }

    @Test
    void shouldWarnOfAFenceThatSaysOffOfALivingServer() throws Exception {
        says = FenceStatus.OFF;

        assertTrue(watch().step());

        assertEquals(List.of("examine 6", "contradict 6"), calls);
        assertEquals(List.of("fence of login: level 1, fence_x, lies (said)"), lines);
    }

    /** It was turned off just then, and the fence is right. */
    @Test
    void shouldNotContradictTheFenceOfAServerThatIsHeardNoMore() throws Exception {
        says = FenceStatus.OFF;
        var examined =
                new FenceWatch(
                        CONFIG,
                        1,
                        fences,
                        () -> calls.isEmpty() ? view : Optional.of(Views.standby()),
                        lines::add,
                        Duration.ofMillis(20));

        assertTrue(examined.step());

        assertEquals(List.of("examine 6"), calls);
        assertEquals(List.of(), lines);
    }

    @Test
    void shouldAskNothingOfAServerThatIsNotHeard() throws Exception {
        view = Optional.of(Views.standby());
        assertFalse(watch().step());
        view = Optional.empty();
        assertFalse(watch().step());
        assertEquals(List.of(), calls);
    }

    @Test
    void shouldTellOfAFenceThatFails() throws Exception {
        says = FenceStatus.FAILED;

        watch().step();

        assertEquals(List.of("fence of login: level 1, fence_x, gives no status (said)"), lines);
    }

    @Test
    void shouldAskOnlyForServersWithAFence() {
        assertEquals(
                List.of("login"),
                CONFIG.machines().stream()
                        .filter(machine -> !machine.fences().isEmpty())
                        .map(Machine::name)
                        .toList());
    }
}
