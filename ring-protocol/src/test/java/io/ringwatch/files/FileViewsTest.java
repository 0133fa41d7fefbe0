package io.ringwatch.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwatch.capacity.PredictedLoad;
import io.ringwatch.ring.Ring;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The state of the paper's fig. 4: login has failed, and ftp creates loginb. */
class FileViewsTest {
    private final Ring ring = Rings.ring(6, true);
    private final FileViews views = views(Rings.files("GGGGGR", true), 6, 2);

    @Test
    void shouldPrintTheGroup() {
        assertEquals(
                """
                No.  Target server  Management data
                1    mail           172.21.14.201 httpd CPU
                2    ftp            172.21.14.202 httpd CPU
                3    web1           172.21.14.203 httpd CPU
                4    web2           172.21.14.204 httpd CPU
                5    proxy          172.21.14.205 httpd CPU
                """,
                views.render(ManagementFile.GROUP));
    }

    @Test
    void shouldDeriveTheOperationFile() {
        assertEquals(
                """
                Management server  Target server  Management data
                mail               ftp            172.21.14.202 httpd CPU
                ftp                web1           172.21.14.203 httpd CPU
                web1               web2           172.21.14.204 httpd CPU
                web2               proxy          172.21.14.205 httpd CPU
                proxy              mail           172.21.14.201 httpd CPU
                """,
                views.render(ManagementFile.OPERATION));
    }

    @Test
    void shouldPrintTheSeparation() {
        assertEquals(
                """
                No.  Target server  Management data
                6    login          172.21.14.206 httpd CPU
                """,
                views.render(ManagementFile.SEPARATION));
    }

    @Test
    void shouldPrintTheHeartbeatsOfTheGroupAndOfWhoWasHeard() {
        assertEquals(
                """
                Management server  UNIX time
                mail               1522708875
                ftp                -
                web1               -
                web2               -
                proxy              -
                login              1522708879
                """,
                views.render(ManagementFile.HEARTBEAT));
        assertEquals(
                new FileViews.HeartbeatRow("ftp", false, 1_522_708_870), views.heartbeat().get(1));
        assertEquals(new FileViews.HeartbeatRow("web1", false, 0), views.heartbeat().get(2));
    }

    @Test
    void shouldPrintTheProblem() {
        assertEquals(
                """
                Virtual server  Trouble server  Server creating
                loginb          login           ftp
                """,
                views.render(ManagementFile.PROBLEM));
    }

    @Test
    void shouldPrintNoServerCreatingBeforeOneIsAssigned() {
        assertEquals(
                List.of(new FileViews.ProblemRow("loginb", "login", "-")),
                views(Rings.files("GGGGGR"), 6, Row.NOBODY).problem());
        assertEquals(
                List.of(new FileViews.ProblemRow("loginb", "login", "-")),
                views(Rings.files("GGGGGD"), 6, 6).problem());
    }

    @Test
    void shouldPrintAMovedServerAsAProblemAndParkedOnesNowhere() {
        FileViews moved = views(Rings.files("GGGGPG"), 6, 1);

        assertEquals(List.of(new FileViews.ProblemRow("loginb", "login", "mail")), moved.problem());
        assertEquals(List.of(), moved.separation());
        assertEquals(5, moved.group().size());
    }

    @Test
    void shouldManageNobodyAlone() {
        FileViews alone = new FileViews(ring, Rings.files("RRGRRR"), List.of());

        assertEquals(1, alone.group().size());
        assertEquals(List.of(), alone.operation());
        assertEquals(5, alone.separation().size());
    }

    @ParameterizedTest
    @EnumSource(ManagementFile.class)
    void shouldPrintOnlyHeadingsBeforeTheRingIsFormed(ManagementFile file) {
        FileViews empty = new FileViews(ring, Files.NONE, List.of());

        assertEquals(String.join("  ", file.columns()) + "\n", empty.render(file));
        assertEquals(List.of(), empty.cells(file));
        assertEquals(Optional.of(file), ManagementFile.ofWord(file.word()));
        assertEquals(Optional.empty(), ManagementFile.ofWord(file.name()));
    }

    /** Views of these files, in which the VIPs of one server are held elsewhere. */
    private FileViews views(Files files, int number, int holder) {
        Row before = files.row(number).orElseThrow();
        var after = Rings.row(number, before.place(), holder);
        var edit = new Edit(1, List.of(new Change(before, after)));
        return new FileViews(
                ring,
                files.apply(edit, files.version().next()),
                List.of(
                        heartbeat(1, 1_522_708_875_999L, true),
                        heartbeat(2, 1_522_708_870_000L, false),
                        heartbeat(6, 1_522_708_879_000L, true),
                        heartbeat(Ring.WITNESS, 1_522_708_879_000L, true)));
    }

    private static Heartbeat heartbeat(int number, long wallMs, boolean gatewayOk) {
        return new Heartbeat(
                number, wallMs, gatewayOk, List.of(), PredictedLoad.UNKNOWN, 0, Version.NONE, 0, 0);
    }
}
