package io.ringwatch.agent.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.files.Proof;
import io.ringwatch.member.MemberView;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTextTest {
    private static final StatusText.Look PLAIN = new StatusText.Look(100, false, ZoneOffset.UTC);

    private static String text(MemberView view, StatusText.Look look) {
        long started = Views.NOW.wallMs() - 11_525_000;
        return StatusText.render(StatusReport.of(Views.config(), view, Views.NOW, started), look);
    }

    @Test
    void shouldShowARingThatIsWell() {
        assertEquals(
                """
                office: 6 servers and a witness, 6 in the group
                  INSECURE  peers do not authenticate each other
                  files     version 1@1.14, quorum; council mail ftp web1 web2 proxy login file
                  asked     mail: active, lease 2.8 s, votes, up 3 h 12 min
                  clock     trusted, 0.3 ms fast of its source
                  managing  ftp: normal for 3 min

                NO  SERVER  STATE  FUNCTION  MANAGED BY  HEARD
                 1  mail    well   itself    login        here
                 2  ftp     well   itself    mail        0.2 s
                 3  web1    well   itself    ftp         0.2 s
                 4  web2    well   itself    web1        0.2 s
                 5  proxy   well   itself    web2        0.2 s
                 6  login   well   itself    proxy       0.2 s
                    file    well                         0.2 s
                """,
                text(Views.well(), PLAIN));
    }

    @Test
    void shouldShowEveryKindOfTrouble() {
        assertEquals(
                """
                office: 6 servers and a witness, 2 in the group, 3 separated
                  INSECURE  peers do not authenticate each other
                  files     version 1@1.14, quorum; council mail ftp web1 web2 proxy login file
                  asked     mail: active, lease 2.8 s, votes, up 3 h 12 min
                  clock     trusted, 0.3 ms fast of its source
                  managing  web2: reexamining for 0.4 s, by extension
                            ftp: waits for its restart

                NO  SERVER  STATE      FUNCTION        SINCE            MANAGED BY      HEARD
                 1  mail    well       itself                           web2             here
                 2  ftp     reviving   ftpb on web2    14:02:11 (32 s)                   35 s
                                       its network did not answer; proven off by a fence; mail leads its recovery
                 3  web1    reviving   nobody          14:02:11 (32 s)                  0.1 s
                                       service fault; a service did not answer, and a restart of its daemon did not
                                       help; mail leads its recovery
                 4  web2    unwell     itself                           mail            0.2 s
                                       no gateway; its clock is off by -1250 ms
                 5  proxy   down       proxyb on web2  14:02:11 (32 s)              2 h 5 min
                                       its network did not answer; proven by the end of the lease; web2 leads its
                                       recovery; given up: repair it, then ringwatch recover proxy
                 6  login   parked     itself          14:02:11 (32 s)                  0.2 s
                    file    not heard
                """,
                text(Views.troubled(), PLAIN));
    }

    /** Whoever takes over says by which proof it might. */
    @ParameterizedTest
    @CsvSource({
        "RELEASED,released by the last holder",
        "FENCED,proven off by a fence",
        "EXPIRED,proven by the end of the lease",
        "CONFIRMED,confirmed dead by an operator"
    })
    void shouldNameTheProofOfATakeover(Proof proof, String words) {
        MemberView view = Views.takenOver(proof);
        assertTrue(text(view, PLAIN).contains(words), text(view, PLAIN));
        RingStatus status = StatusReport.of(Views.config(), view, Views.NOW, 0);
        String told = status.server("ftp").orElseThrow().proof();
        assertEquals(proof.name().toLowerCase(Locale.ROOT), told);
    }

    @Test
    void shouldSayHowToHaveAServerBackThatIsHeldDown() {
        String words = "well again: ringwatch recover ftp if it is held down";
        String shown = text(Views.wellAgain(), PLAIN);
        assertTrue(shown.contains(words), shown);
        String off = text(Views.takenOver(Proof.RELEASED), PLAIN);
        assertFalse(off.contains("well again"), off);
    }

    @Test
    void shouldShowARingThatIsNotFormed() {
        assertEquals(
                """
                office: 6 servers and a witness, 0 in the group
                  INSECURE  peers do not authenticate each other
                  files     version 0@0.0, no council: the ring is not formed yet
                  asked     mail: standby, no flag, no lease, does not vote, up 3 h 12 min
                  clock     NOT TRUSTED, chronyd does not answer; gives no verdict

                NO  SERVER  STATE      HEARD
                 1  mail    standby     here
                 2  ftp     standby
                 3  web1    standby
                 4  web2    standby
                 5  proxy   standby
                 6  login   standby
                    file    not heard
                """,
                text(Views.standby(), PLAIN));
    }

    @Test
    void shouldShowWhatTheMemoryDiskSaysWhenNoAgentAnswers() {
        RingStatus left =
                StatusReport.ofFiles(Views.config(), Views.troubled().files(), Views.NOW.wallMs());
        assertEquals(
                """
                office: 6 servers and a witness, 2 in the group, 3 separated
                  INSECURE  peers do not authenticate each other
                  files     version 1@1.14, council mail web2 file
                  agent     none answers; this is what its memory disk still says

                NO  SERVER  STATE     FUNCTION        SINCE            MANAGED BY
                 1  mail    in group  itself                           web2
                 2  ftp     reviving  ftpb on web2    14:02:11 (32 s)
                                      its network did not answer; proven off by a fence; mail leads its recovery
                 3  web1    reviving  nobody          14:02:11 (32 s)
                                      a service did not answer, and a restart of its daemon did not help; mail leads
                                      its recovery
                 4  web2    in group  itself                           mail
                 5  proxy   down      proxyb on web2  14:02:11 (32 s)
                                      its network did not answer; proven by the end of the lease; web2 leads its
                                      recovery; given up: repair it, then ringwatch recover proxy
                 6  login   parked    itself          14:02:11 (32 s)
                    file    votes
                """,
                StatusText.render(left, PLAIN));
    }

    @Test
    void shouldUseColourOnlyWhereItIsWanted() {
        String plain = text(Views.troubled(), PLAIN);
        String colour = text(Views.troubled(), new StatusText.Look(100, true, ZoneOffset.UTC));
        assertFalse(plain.contains("\u001b"));
        assertTrue(colour.contains("\u001b[1;31mdown\u001b[0m"));
        assertEquals(plain, colour.replaceAll("\u001b\\[[0-9;]*m", ""));
    }

    @Test
    void shouldFitOnATerminal() {
        String text = text(Views.troubled(), PLAIN);
        assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0.0 s",
        "180,0.2 s",
        "9949,9.9 s",
        "10000,10 s",
        "119999,119 s",
        "120000,2 min",
        "3599000,59 min",
        "3600000,1 h",
        "7500000,2 h 5 min",
        "86400000,1 d",
        "100000000,1 d 3 h"
    })
    void shouldSayDurationsAsPeopleDo(long ms, String words) {
        assertEquals(words, Spans.of(ms));
    }
}
