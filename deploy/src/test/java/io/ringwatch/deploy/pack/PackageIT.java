package io.ringwatch.deploy.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.deploy.pack.DebFile.Entry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Debian package as it was built, unopened by any tool of Debian's. */
final class PackageIT {
    private static DebFile deb;

    @BeforeAll
    static void open() throws IOException {
        deb = DebFile.read(Path.of(System.getProperty("ringwatch.deb")));
    }

    private static Map<String, String> fields() {
        return deb.control()
                .get("control")
                .text()
                .lines()
                .filter(line -> line.matches("[A-Z][A-Za-z-]*: .*"))
                .collect(Collectors.toMap(l -> l.split(": ", 2)[0], l -> l.split(": ", 2)[1]));
    }

    @Test
    void shouldSayWhatItIsAndWhatItNeeds() {
        Map<String, String> fields = fields();

        assertEquals("ringwatch", fields.get("Package"));
        assertEquals("all", fields.get("Architecture"));
        assertTrue(fields.get("Version").matches("[0-9][0-9.]*(~[a-z0-9]+)?"), fields::toString);
        assertTrue(
                fields.get("Depends")
                        .contains("default-jre-headless (>= 2:1.17) | java17-runtime-headless"),
                fields::toString);
        long kb = deb.data().values().stream().mapToLong(e -> e.content().length).sum() / 1024;
        long told = Long.parseLong(fields.get("Installed-Size"));
        assertTrue(Math.abs(told - kb) < kb / 5, told + " kB told, " + kb + " kB there");
    }

    @Test
    void shouldHaveNothingWritableByOthersAndAllOfRoot() {
        for (Map.Entry<String, Entry> file : deb.data().entrySet()) {
            assertEquals("root:root", file.getValue().owner(), file.getKey());
            if (file.getValue().link().isEmpty()) {
                assertEquals(modeOf(file.getKey()), mode(file.getValue()), file.getKey());
            }
        }
    }

    private static String modeOf(String path) {
        if (path.endsWith("/") || path.equals("/usr/share/ringwatch/ringwatch")) {
            return "755";
        }
        return path.equals("/etc/ringwatch/ring.yaml") ? "640" : "644";
    }

    private static String mode(Entry entry) {
        return Integer.toOctalString(entry.mode());
    }

    @Test
    void shouldInstallOnlyWhereItBelongs() {
        List<String> places =
                List.of(
                        "/etc/ringwatch/",
                        "/lib/systemd/system/",
                        "/usr/bin/",
                        "/usr/share/ringwatch/",
                        "/usr/share/doc/ringwatch/",
                        "/usr/share/man/man8/",
                        "/var/cache/ringwatch/");
        Set<String> elsewhere = new TreeSet<>(deb.data().keySet());
        elsewhere.removeIf(path -> places.stream().anyMatch(p -> path.startsWith(p)));
        elsewhere.removeIf(path -> places.stream().anyMatch(p -> p.startsWith(path)));

        assertEquals(Set.of(), elsewhere);
        assertEquals("../share/ringwatch/ringwatch", deb.data().get("/usr/bin/ringwatch").link());
        assertTrue(deb.data().containsKey("/lib/systemd/system/ringwatch.service"));
        assertFalse(deb.data().keySet().stream().anyMatch(p -> p.matches(".*/etc/[^/]+/tmp/.*")));
    }

    @Test
    void shouldLeaveAllThatAPersonEditsToThatPerson() {
        Set<String> conffiles =
                deb.control().get("conffiles").text().lines().collect(Collectors.toSet());
        Set<String> files =
                deb.data().keySet().stream()
                        .filter(path -> path.startsWith("/etc/") && !path.endsWith("/"))
                        .collect(Collectors.toSet());

        assertEquals(files, conffiles);
        assertEquals(Set.of("/etc/ringwatch/ring.yaml", "/etc/ringwatch/agent.env"), conffiles);
    }

    @Test
    void shouldTellTheSumOfEachFile() throws Exception {
        var told = new TreeMap<String, String>();
        deb.control()
                .get("md5sums")
                .text()
                .lines()
                .forEach(line -> told.put("/" + line.substring(34).strip(), line.substring(0, 32)));
        var real = new TreeMap<String, String>();
        for (Map.Entry<String, Entry> file : deb.data().entrySet()) {
            if (!file.getKey().endsWith("/") && file.getValue().link().isEmpty()) {
                byte[] sum = MessageDigest.getInstance("MD5").digest(file.getValue().content());
                real.put(file.getKey(), HexFormat.of().formatHex(sum));
            }
        }

        assertEquals(real, told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"postinst", "prerm", "postrm"})
    void shouldHaveScriptsThatStopAtTheFirstError(String name) {
        Entry script = deb.control().get(name);

        assertEquals("755", mode(script));
        assertTrue(script.text().startsWith("#!/bin/sh\nset -e\n"), script::text);
    }

    @Test
    void shouldDescribeEveryFileAndVariableOfTheUnit() {
        String unit = deb.data().get("/lib/systemd/system/ringwatch.service").text();

        assertTrue(unit.contains("\nExecStart=/usr/bin/ringwatch agent\n"), unit);
        assertTrue(unit.contains("\nEnvironmentFile=-/etc/ringwatch/agent.env\n"), unit);
        assertTrue(unit.contains("\nRuntimeDirectory=ringwatch\n"), unit);
        assertTrue(unit.contains("\nRuntimeDirectoryPreserve=yes\n"), unit);
        assertTrue(unit.contains("\nStateDirectory=ringwatch\n"), unit);
        assertTrue(unit.contains("\nRestart=on-failure\n"), unit);
    }

    @Test
    void shouldHaveAManualThatKnowsEveryCommand() throws IOException {
        byte[] packed = deb.data().get("/usr/share/man/man8/ringwatch.8.gz").content();
        String manual;
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            manual = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (String command :
                List.of(
                        "status",
                        "file",
                        "events",
                        "start",
                        "stop",
                        "move",
                        "recover",
                        "confirm-dead",
                        "config check",
                        "agent",
                        "replay",
                        "demo",
                        "sim",
                        "completion",
                        "version")) {
            assertTrue(manual.matches("(?s).*\\n\\.BI?R? [^\\n]*\\b" + command + "\\b.*"), command);
        }
    }
}
