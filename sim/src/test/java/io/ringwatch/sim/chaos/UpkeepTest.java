package io.ringwatch.sim.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.ring.FailBack;
import io.ringwatch.sim.plan.Fault.Kind;
import io.ringwatch.sim.plan.Plan;
import io.ringwatch.sim.scenario.Scenario;
import io.ringwatch.sim.scenario.ScenarioFaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpkeepTest {
    private static final long SEEDS = 300;
    private static final Chaos.Options STANDARD = Chaos.Options.standard(1, 1);

    @TempDir Path folder;

    private static boolean hasWorks(Draft draft) {
        return draft.plan().steps().stream().anyMatch(s -> s.fault().kind() == Kind.MAINTAIN);
    }

    private static String policy(Draft draft) {
        FailBack policy = draft.setup().failBack();
        String when = policy.stableNs() == FailBack.NEVER ? "manual" : "stable";
        return (policy.stableNs() == 0 ? "auto" : when) + (policy.perDay() > 0 ? " n" : "");
    }

    @Test
    void shouldDrawEveryPolicyWithWorksAndWithout() {
        var drawn = new HashSet<String>();
        for (long seed = 0; seed < SEEDS; seed++) {
            Draft draft = Draft.of(seed, STANDARD);
            drawn.add(policy(draft) + (hasWorks(draft) ? " works" : ""));
        }
        assertEquals(
                Set.of(
                        "auto",
                        "auto works",
                        "manual",
                        "manual works",
                        "stable",
                        "stable works",
                        "stable n",
                        "stable n works"),
                drawn);
    }

    @Test
    void shouldLeaveTheFaultsOfANumberAsTheyAre() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Draft with = Draft.of(seed, STANDARD);
            Draft without = Draft.of(seed, STANDARD.withoutUpkeep());
            assertEquals(FailBack.AUTO, without.setup().failBack());
            assertEquals(without.setup(), with.setup().withFailBack(FailBack.AUTO));
            assertTrue(with.plan().steps().containsAll(without.plan().steps()));
            assertEquals(without.looksNs(), with.looksNs());
            assertEquals(without.endNs(), with.endNs());
        }
    }

    @Test
    void shouldBeReadAgainAsAStory() throws IOException, ScenarioFaults {
        for (long seed = 0; seed < SEEDS; seed++) {
            Draft draft = Draft.of(seed, STANDARD);
            var lines = new ArrayList<>(draft.setup().lines());
            draft.plan().steps().stream().map(Plan.Step::toString).forEach(lines::add);
            Files.write(folder.resolve("plan"), lines);
            assertEquals(folder.getFileName().toString(), Scenario.read(folder).name());
        }
    }

    @Test
    void shouldTellItsPolicyAsAStoryDoes() {
        Setup setup = Draft.of(1, STANDARD).setup();
        assertTrue(told(setup, FailBack.AUTO).isEmpty());
        assertEquals(List.of("@fail-back manual"), told(setup, new FailBack(FailBack.NEVER, 0)));
        assertEquals(
                List.of("@fail-back 90000 ms", "@fail-backs-per-day 2"),
                told(setup, new FailBack(90_000_000_000L, 2)));
    }

    private static List<String> told(Setup setup, FailBack policy) {
        return setup.withFailBack(policy).lines().stream()
                .filter(line -> line.startsWith("@fail-back"))
                .toList();
    }
}
