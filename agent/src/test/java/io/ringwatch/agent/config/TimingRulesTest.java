package io.ringwatch.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimingRulesTest {
    private static final String FENCE = "    fence: {agent: fence_x}\n    type";

    private static void assertBroken(String text, String key, String floor) {
        List<Fault> faults =
                assertThrows(ConfigFaults.class, () -> RingFile.parse("r", text)).faults();
        assertTrue(
                faults.stream()
                        .anyMatch(
                                f ->
                                        f.key().equals("timing." + key)
                                                && f.toString().contains(floor)),
                faults::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"paper", "default", "fast"})
    void shouldKeepItsOwnRelationsInEveryProfile(String profile) throws Exception {
        CheckedRing checked =
                RingFile.parse("r", RingTexts.of(3) + "profile: " + profile + "\ntiming: {}\n");
        assertEquals(TimingSection.profile(profile), checked.config().ring().timing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"paper", "default", "fast"})
    void shouldKeepThemWithFences(String profile) throws Exception {
        String text = RingTexts.of(3).replace("    type", FENCE) + "profile: " + profile + "\n";
        List<Floor> floors = RingFile.parse("r", text).floors();
        assertTrue(floors.stream().allMatch(Floor::holds), floors::toString);
        assertTrue(floors.stream().anyMatch(f -> f.key().equals("power-on")), floors::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "lease: 2 s,lease,(missed + 1) x renewal + 120 ms = 2.12 s",
        "renewal: 1 s,lease,(missed + 1) x renewal + 120 ms = 4.12 s",
        "interval: 2 s,interval,missed x renewal + network-examination = 2.5 s",
        "internal-examination: 11 s,interval,internal-examination = 11 s",
        "internal-examination: 900 ms,internal-examination,network-examination = 1 s",
        "service-examination: 12 s,interval,service-examination = 12 s",
        "restart-seen: 2 s,restart-seen,2.5 s",
        "clock-rate-error: 999 ppm,clock-rate-error,1000 ppm",
    })
    void shouldTellWhichTimingsContradictEachOther(String entry, String key, String floor) {
        assertBroken(RingTexts.of(3) + "timing:\n  " + entry + "\n", key, floor);
    }

    /** What others rely on that is worked out from several timings. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false|renewal: 50 ms, lease: 400 ms|lease|5 x 100 ms = 500 ms",
                "false|watch: paper, internal-examination: 10 s, service-examination: 9 s|interval"
                        + "|(service-examination + network-examination) x 10 / 9 = 11.111 s",
                "true|network-examination: 2.5 s|lease"
                        + "|(renewal + 2.25 x network-examination + 800 ms) / 2 = 3.463 s",
                "true|network-examination: 2.5 s, missed: 1, renewal: 100 ms|lease"
                        + "|(1 s - (missed - 0.9) x renewal + 2.25 x network-examination + 800 ms)"
                        + " / 2 = 3.708 s",
                "true|network-examination: 1.4 s, lease: 1.9 s, renewal: 400 ms|lease"
                        + "|(renewal + 2.25 x network-examination + 0.4 x lease) / 2 = 2.155 s",
                "true|watch: paper, interval: 15 s, fence: 2 s|fence|- 2 x lease = 11 s",
                "true|power-on: 44 s|power-on|2 x fence + 5 s = 45 s",
            })
    void shouldTellWhatIsTooShortForOthers(boolean fenced, String entry, String key, String floor) {
        String plain = RingTexts.of(3) + "timing: {" + entry + "}\n";
        String text = fenced ? plain.replaceFirst("    type", FENCE) : plain;
        assertBroken(text, key, floor);
    }

    @Test
    void shouldNotMindWhatFencesNeedWithoutAny() throws Exception {
        String text = RingTexts.of(3) + "timing: {power-on: 44 s, fence: 10 ms}\n";
        assertTrue(
                RingFile.parse("r", text).floors().stream()
                        .noneMatch(f -> f.key().equals("power-on") || f.key().equals("fence")));
    }

    @Test
    void shouldLeaveTimeForTheConflictProbe() throws Exception {
        String text = RingTexts.of(3) + "profile: fast\ndriver-options: {conflict-probe: ";
        assertBroken(text + "3 s}\n", "lease", "(conflict-probe + 100 ms) / 2 = 1.55 s");
        RingFile.parse("r", text + "2.3 s}\n");
    }
}
