package io.ringwatch.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.config.RingFile;
import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.ring.ServerType;
import io.ringwatch.ring.Timing;
import io.ringwatch.survival.Losses;
import io.ringwatch.survival.Split;
import io.ringwatch.survival.Survival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurvivalTextTest {
    private static final Path DOCUMENT = Path.of("../docs/survival.md");
    private static final String EXAMPLE = "../deploy/examples/ring.yaml";
    private static final List<Integer> SIZES = List.of(2, 3, 4, 5, 6, 7, 8, 20);

    private static Ring ring(int servers, boolean witness, Isolation isolation, int fences) {
        return new Ring(
                "test",
                IntStream.rangeClosed(1, servers)
                        .mapToObj(n -> server(n, isolation, n <= fences))
                        .toList(),
                witness,
                Timing.standard());
    }

    private static Server server(int n, Isolation isolation, boolean fenced) {
        return new Server(
                n,
                "s" + n,
                ServerType.CPU,
                List.of(),
                List.of(),
                isolation,
                fenced,
                1,
                "v" + n,
                false);
    }

    private static void assertSays(Ring ring, String... sentences) {
        String text = String.join("\n", SurvivalText.of(ring));
        for (String sentence : sentences) {
            assertTrue(text.contains(sentence), text);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true|DROP|0|s2 goes on and takes over for it",
                "false|DROP|0|s2 has no quorum: it drops its own VIPs, too, and waits for ringwatch"
                        + " confirm-dead s1",
                "false|KEEP|0|s2 has no quorum: it keeps its own VIPs, too, and waits",
                "false|KEEP|0|s1 goes on and takes over for it after ringwatch confirm-dead s2",
                "false|DROP|2|s2 has no quorum: it drops its own VIPs, too, and asks the fence of"
                        + " s1, not before 27.056 s",
                "false|KEEP|2|without s2         s1 goes on and takes over for it\n",
            })
    void shouldSayWhatEachOfTwoDoesWithoutTheOther(
            boolean witness, Isolation isolation, int fences, String sentence) {
        assertSays(ring(2, witness, isolation, fences), sentence.replace("\\n", "\n"));
    }

    @Test
    void shouldSayWhatComesBeyondThat() {
        assertSays(
                ring(5, false, Isolation.DROP, 0),
                "all VIPs are dropped within 3 s",
                "by ringwatch confirm-dead; with fences for all by these");
        assertSays(
                ring(5, true, Isolation.KEEP, 5),
                "all servers go on with their own VIPs, nothing is taken over",
                "by its fence, not before 27.056 s; the witness by ringwatch confirm-dead");
        assertSays(
                ring(5, false, Isolation.DROP, 2),
                "s1, s2 by fence, not before 27.056 s, the others by ringwatch confirm-dead",
                "is not fenced, and fences s1, s2 then");
    }

    @Test
    void shouldSayWhichFencesComeTooLate() {
        Ring ring = ring(6, false, Isolation.DROP, 6);
        assertSays(ring, "orders them within 4.6 s, the other not before 27.056 s: early enough");
        assertSays(
                new Ring("paper", ring.servers(), false, Timing.paper()),
                "within 15.3 s, the last within 19.3 s, the other not before 27.056 s",
                "those that take longer than 7.756 s, with fence = 20 s, may come too late");
        assertSays(ring(100, false, Isolation.DROP, 100), "the last ones may come too late");
    }

    @Test
    void shouldNotListAThousandNames() {
        List<String> lines = SurvivalText.of(ring(1000, true, Isolation.DROP, 999));

        assertTrue(lines.stream().allMatch(line -> line.length() < 250), lines::toString);
        assertTrue(lines.toString().contains("s8 and 991 more"), lines::toString);
    }

    /** The tables and the example are what the command says; -Dsurvival.write=true writes them. */
    @Test
    void shouldBeWhatTheDocumentSays() throws Exception {
        String text = Files.readString(DOCUMENT);
        String expected = withBlock(withBlock(text, "losses", losses()), "splits", splits());
        Ring example = RingFile.read(Path.of(EXAMPLE)).ring();
        var lines = new ArrayList<>(List.of("```"));
        SurvivalText.of(example).forEach(lines::add);
        lines.add("```");
        expected = withBlock(expected, "example", lines);
        if (Boolean.getBoolean("survival.write")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertEquals(expected, Files.readString(DOCUMENT));
    }

    private static String withBlock(String text, String name, List<String> lines)
            throws IOException {
        String begin = "<!-- " + name + " -->\n";
        int from = text.indexOf(begin);
        int to = text.indexOf("<!-- end -->", from);
        assertFalse(from < 0 || to < 0, "no block " + name + " in " + DOCUMENT);
        String block =
                lines.stream()
                        .map(line -> line.stripTrailing() + "\n")
                        .collect(Collectors.joining());
        return text.substring(0, from + begin.length()) + block + text.substring(to);
    }

    private static List<String> losses() {
        var lines = new ArrayList<String>();
        lines.add(
                "| servers | no witness: at once | one by one | witness: at once | one by one |"
                        + " witness dead: at once | one by one |");
        lines.add("|---|---|---|---|---|---|---|");
        for (int servers : SIZES) {
            Survival plain = Survival.of(ring(servers, false, Isolation.DROP, 0));
            Survival witness = Survival.of(ring(servers, true, Isolation.DROP, 0));
            lines.add(
                    "| %d | %s | %s | %s |"
                            .formatted(
                                    servers,
                                    cells(plain.losses()),
                                    cells(witness.losses()),
                                    cells(witness.witnessDead().orElseThrow())));
        }
        return lines;
    }

    private static String cells(Losses losses) {
        return cell(losses.atOnce(), losses.atOnceSparing())
                + " | "
                + cell(losses.inTurn(), losses.inTurnSparing());
    }

    private static String cell(int any, int sparing) {
        return sparing > any ? any + " (" + sparing + ")" : "" + any;
    }

    private static List<String> splits() {
        var lines = new ArrayList<String>();
        lines.add("| servers that vote | without a witness | with a witness |");
        lines.add("|---|---|---|");
        for (int servers = 2; servers <= 7; servers++) {
            lines.add(
                    "| %d | %s | %s |"
                            .formatted(servers, sides(servers, false), sides(servers, true)));
        }
        return lines;
    }

    private static String sides(int servers, boolean witness) {
        return Survival.of(ring(servers, witness, Isolation.DROP, 0)).splits().stream()
                .map(s -> s.smaller() + "\\|" + s.larger() + " " + word(s.winner()))
                .collect(Collectors.joining(", "));
    }

    private static String word(Split.Winner winner) {
        return switch (winner) {
            case LARGER -> "larger";
            case LOWEST -> "lowest";
            case WITNESS -> "witness";
            case LARGER_UNLESS_BOTH -> "larger unless both";
        };
    }
}
