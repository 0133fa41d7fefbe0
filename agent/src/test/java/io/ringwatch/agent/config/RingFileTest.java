package io.ringwatch.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.ring.FailBack;
import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.ServerType;
import io.ringwatch.ring.Timing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RingFileTest {
    private static List<Fault> faults(String text) {
        return assertThrows(ConfigFaults.class, () -> RingFile.parse("ring.yaml", text)).faults();
    }

    private static Fault theFault(String text) {
        List<Fault> faults = faults(text);
        assertEquals(1, faults.size(), faults::toString);
        return faults.get(0);
    }

    private static void assertFault(String text, int line, String key, String... words) {
        Fault fault = theFault(text);
        assertEquals(line, fault.line(), fault::toString);
        assertEquals(key, fault.key(), fault::toString);
        for (String word : words) {
            assertTrue(fault.toString().contains(word), fault::toString);
        }
    }

    @Test
    void shouldReadTheExampleOfTheSixServers() throws Exception {
        CheckedRing checked = RingFile.check(Path.of("../deploy/examples/ring.yaml"));
        Ring ring = checked.config().ring();
        assertEquals("office", ring.name());
        assertEquals(Timing.standard(), ring.timing());
        assertEquals(
                List.of("mail", "ftp", "web1", "web2", "proxy", "login"),
                ring.servers().stream().map(s -> s.name()).toList());
        assertEquals(List.of("postfix", "dovecot"), ring.server(1).services());
        assertEquals(ServerType.CPU_NET, ring.server(3).type());
        assertEquals(2L * 1024 * 1024, ring.server(1).guestMemoryKb());
        assertEquals("ftpb", ring.server(2).virtualName());
        assertEquals(Isolation.DROP, ring.server(2).isolation());
        assertTrue(ring.witness());
        assertTrue(ring.server(6).fenced());
        var config = checked.config();
        assertEquals("file", config.machine(Ring.WITNESS).name());
        assertEquals("172.21.14.254", config.machine(2).gateway());
        assertEquals(7420, config.machine(2).peerPort());
        assertEquals(
                new RingConfig.ServiceCheck("vsftpd", "ftp", 21, Map.of()),
                config.machine(2).services().get(0));
        assertEquals(
                "1", config.machine(6).fences().get(0).devices().get(0).options().get("lanplus"));
        assertEquals("host", config.drivers());
        assertEquals(List.of("insecure"), checked.warnings().stream().map(Fault::key).toList());
        assertTrue(checked.floors().stream().allMatch(Floor::holds));
    }

    @Test
    void shouldNotTakeTheExampleOfThePackageForARing() {
        assertFault("example: true\n" + RingTexts.of(3), 1, "example", "delete this line");
    }

    @Test
    void shouldTellAllFaultsAtOnce() {
        String text =
                RingTexts.of(3)
                                .replace("127.1.0.3", "127.1.0.300")
                                .replace("02:00:00:00:00:01", "nonsense")
                                .replace("number: 3", "number: 1")
                        + "profil: fast\n";
        assertEquals(
                List.of(
                        "servers[0].mac",
                        "servers[1].service-address",
                        "servers[2].number",
                        "profil"),
                faults(text).stream().map(Fault::key).toList());
    }

    @Test
    void shouldSayWhereYamlIsBroken() {
        assertFault("ring: x\nservers: [1, 2\nprofile: fast\n", 3, "", "not YAML");
    }

    @ParameterizedTest
    @CsvSource({"profil,profile", "server,servers", "Driver_Options,driver-options"})
    void shouldGuessWhatAnUnknownKeyMeant(String key, String meant) {
        assertFault(
                RingTexts.of(3) + key + ": x\n",
                33,
                key,
                "unknown key",
                "did you mean " + meant + "?");
    }

    @Test
    void shouldFindDuplicateKeys() {
        assertFault(RingTexts.of(3) + "ring: again\n", 33, "ring", "duplicate key", "line 1");
    }

    @ParameterizedTest
    @CsvSource({
        "number: 2,number: 1,13,servers[1].number",
        "name: s2,name: S1,14,servers[1].name",
        "127.1.0.3,127.1.0.2,15,servers[1].service-address",
        "127.2.0.3,127.1.0.3,16,servers[1].management-address",
        "02:00:00:00:00:02,02-00-00-00-00-01,17,servers[1].mac",
        "127.3.0.3,127.3.0.2,19,servers[1].vips[0]",
        "127.3.0.3,127.1.0.2,19,servers[1].vips[0]",
    })
    void shouldFindWhatTwoServersShare(String own, String other, int line, String key) {
        String text = RingTexts.of(3).replace(own, other);
        assertEquals(key, faults(text).get(0).key());
        assertEquals(line, faults(text).get(0).line());
        assertTrue(faults(text).get(0).rule().contains("on line"));
    }

    @Test
    void shouldFindPortsThatOneServerUsesTwice() {
        assertFault(
                RingTexts.of(3).replaceFirst("\\[vsftpd]", "[vsftpd, proftpd]"),
                11,
                "servers[0].services[1]",
                "\"21\"");
        assertFault(
                RingTexts.of(3).replaceFirst("name: s1", "name: s1\n    port: 21"),
                12,
                "servers[0].services[0]",
                "servers[0].port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"500", "3 sec", "-1 s", "1,5 s", "never", "", "2 h", "1 ms"})
    void shouldRefuseDurationsWithoutUnitOrSense(String duration) {
        assertFault(
                RingTexts.of(3) + "timing:\n  guest: " + duration + "\n",
                34,
                "timing.guest",
                "expected a duration");
    }

    @Test
    void shouldReadDurations() throws Exception {
        String text = RingTexts.of(3) + "timing: {guest: 1.5 min, power-on: 90s, lease: 4000 ms}\n";
        Timing timing = RingFile.parse("r", text).config().ring().timing();
        assertEquals(90_000_000_000L, timing.guestLimitNs());
        assertEquals(90_000_000_000L, timing.powerOnLimitNs());
        assertEquals(4_000_000_000L, timing.leaseNs());
    }

    @Test
    void shouldSayThatTheFenceOfAWitnessIsNotAsked() throws Exception {
        String witness =
                "witness: {service-address: 127.1.9.9, management-address: 127.2.9.9, port: 7,"
                        + " fence: {agent: x}}\n";
        List<Fault> warnings = RingFile.parse("r", RingTexts.of(3) + witness).warnings();
        assertEquals(List.of("witness.fence"), warnings.stream().map(Fault::key).toList());
    }

    @Test
    void shouldDescribeServices() throws Exception {
        String services =
                "services: [{name: app, kind: tcp, port: 99, options: {expect: hello}}, postfix]";
        String text = RingTexts.of(3).replaceFirst("services: \\[vsftpd]", services);
        var checks = RingFile.parse("r", text).config().machine(1).services();
        assertEquals(
                List.of(
                        new RingConfig.ServiceCheck("app", "tcp", 99, Map.of("expect", "hello")),
                        new RingConfig.ServiceCheck("postfix", "smtp", 25, Map.of())),
                checks);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vsftp|did you mean vsftpd?",
                "{name: x, port: 1}|missing: how to examine it",
                "{name: x, kind: htp, port: 1}|did you mean http?",
                "{name: x, kind: tcp}|port 0 is not within",
                "{name: x, kind: http, port: 1, options: {pth: /}}|http has no option pth",
                "[a]|expected a daemon's name",
            })
    void shouldFindFaultsOfServices(String service, String words) {
        String text = RingTexts.of(3).replaceFirst("\\[vsftpd]", "[" + service + "]");
        Fault fault = theFault(text);
        assertEquals(11, fault.line());
        assertTrue(fault.toString().contains(words), fault::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1001})
    void shouldLimitTheSizeOfARing(int servers) {
        assertTrue(
                faults(RingTexts.of(servers)).stream()
                        .anyMatch(f -> f.rule().contains("from 2 to 1000 servers")));
    }

    @Test
    void shouldReadAThousandServers() throws Exception {
        assertEquals(
                1000, RingFile.parse("r", RingTexts.of(1000)).config().ring().servers().size());
    }

    @Test
    void shouldRefuseARingOfTwoThatChoseNothing() throws Exception {
        assertFault(RingTexts.of(2), 2, "servers", "witness", "fence", "isolation");
        String chosen = RingTexts.of(2) + "defaults: {isolation: keep}\n";
        CheckedRing checked = RingFile.parse("r", chosen);
        assertEquals(3, checked.warnings().size(), checked.warnings()::toString);
        assertEquals(Isolation.KEEP, checked.config().ring().server(2).isolation());
        String witness =
                "witness: {service-address: 127.1.9.9, management-address: 127.2.9.9, port: 7}\n";
        assertEquals(List.of(), RingFile.parse("r", RingTexts.of(2) + witness).warnings());
    }

    @Test
    void shouldRefuseANetworkWithoutInsecure() throws Exception {
        String text = RingTexts.of(3).replace("127.1.", "10.1.");
        assertFault(text, 1, "insecure", "10.1.0.2", "insecure: true");
        assertEquals(1, RingFile.parse("r", text + "insecure: true\n").warnings().size());
    }

    @Test
    void shouldRefuseAliasesAndSecondDocuments() {
        assertFault("ring: &a x\nprofile: *a\n", 2, "", "alias");
        assertFault("ring: x\n---\nring: y\n", 3, "", "second document");
    }

    @Test
    void shouldSayWhyAFileCannotBeRead(@TempDir Path directory) throws Exception {
        Path missing = directory.resolve("none.yaml");
        var faults = assertThrows(ConfigFaults.class, () -> RingFile.read(missing));
        assertTrue(faults.getMessage().contains("there is no such file"));
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 0, 1});
        faults = assertThrows(ConfigFaults.class, () -> RingFile.read(binary));
        assertTrue(faults.getMessage().contains("not UTF-8"));
        Path empty = Files.createFile(directory.resolve("empty"));
        faults = assertThrows(ConfigFaults.class, () -> RingFile.read(empty));
        assertTrue(faults.getMessage().contains("expected a mapping"));
    }

    @Test
    void shouldHaveEveryKeyInItsDocumentation() throws Exception {
        String documentation = Files.readString(Path.of("../docs/ring-file.md"));
        for (List<String> keys :
                List.of(
                        RingFile.KEYS,
                        TimingSection.KEYS,
                        MachineSection.SERVER_KEYS,
                        MachineSection.WITNESS_KEYS,
                        HostOptions.KEYS,
                        ServiceKinds.kinds(),
                        List.copyOf(ServiceKinds.known().keySet()))) {
            for (String key : keys) {
                assertTrue(documentation.contains("`" + key + "`"), key);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mac: 02:00:00:00:00:01|mac: 01:00:00:00:00:01|mac|multicast",
                "gateway: 127.0.0.254|gateway: 127.1.0.2|gateway|its network is gone",
                "gateway: 127.0.0.254|gateway: 224.0.0.1|gateway|multicast",
                "gateway: 127.0.0.254|gateway: 127.00.0.1|gateway|leading zeros",
                "vips: [127.3.0.2]|vips: []|vips|at least one",
                "vips: [127.3.0.2]|vips: [[1]]|vips[0]|expected an IP address",
                "type: NETWORK|type: network|type|did you mean NETWORK?",
                "type: NETWORK|typ: NETWORK|type|missing",
                "name: s1|name: s_1|name|letters, digits and hyphens",
                "name: s1|name: witness|name|only the witness",
                "name: s1|name: s2b|virtual-server|already used",
                "number: 1|number: 65536|number|from 1 to 65535",
                "type: NETWORK|{type: NETWORK, guest-memory: 2}|guest-memory|with its unit",
                "type: NETWORK|{type: NETWORK, isolation: hold}|isolation|one of drop, keep",
                "type: NETWORK|{type: NETWORK, port: 0}|port|from 1 to 65535",
                "type: NETWORK|{type: NETWORK, fence: x}|fence|expected a mapping",
                "type: NETWORK|{type: NETWORK, fence: {options: {a: b}}}|fence.agent|missing",
                "type: NETWORK|{type: NETWORK, fence: {agent: [f]}}|fence.agent|expected an executable",
                "type: NETWORK|{type: NETWORK, fence: []}|fence|expected 1 to 4",
                "type: NETWORK|{type: NETWORK, fence: [{agent: f}, x]}|fence[1]|expected a mapping",
                "type: NETWORK|{type: NETWORK, fence: [[{agent: f}, {options: {a: b}}]]}|fence[1].agent|missing",
            })
    void shouldFindFaultsOfAServer(String good, String bad, String key, String words) {
        String entries = bad.startsWith("{") ? bad.substring(1, bad.length() - 1) : bad;
        String lines = entries.replaceAll(", (?=[a-z-]+: )(?![^{]*})", "\n    ");
        String text = RingTexts.of(3).replaceFirst(java.util.regex.Pattern.quote(good), lines);
        List<Fault> faults = faults(text);
        assertTrue(
                faults.stream()
                        .anyMatch(
                                f ->
                                        f.key().matches("servers\\[[01]]\\." + quoted(key))
                                                && f.toString().contains(words)),
                faults::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "auto, 0",
        "manual, 9223372036854775807",
        "stable-for 10 min, 600000000000",
    })
    void shouldReadThePolicyOfFailBack(String text, long stableNs) throws Exception {
        String ring =
                RingTexts.of(3)
                        + "timing: {fail-back: %s, fail-backs-per-day: 3}\n".formatted(text);

        assertEquals(
                new FailBack(stableNs, 3),
                RingFile.parse("ring.yaml", ring).config().ring().timing().failBack());
    }

    @ParameterizedTest
    @CsvSource({"fail-back, later", "fail-back, stable-for 2 d", "fail-backs-per-day, 0"})
    void shouldFindFaultsOfThePolicyOfFailBack(String key, String value) {
        List<Fault> faults = faults(RingTexts.of(3) + "timing: {%s: %s}\n".formatted(key, value));

        assertTrue(
                faults.stream().anyMatch(f -> f.key().equals("timing." + key)), faults::toString);
    }

    @Test
    void shouldReadLevelsOfFences() throws Exception {
        String levels = "fence: [{agent: a}, [{agent: b, options: {plug: 1}}, {agent: c}]]";
        String text = RingTexts.of(3).replaceFirst("    type", "    " + levels + "\n    type");

        List<RingConfig.FenceLevel> read =
                RingFile.parse("ring.yaml", text).config().machine(1).fences();

        assertEquals(
                List.of(List.of("a"), List.of("b", "c")),
                read.stream()
                        .map(l -> l.devices().stream().map(RingConfig.FenceConfig::agent).toList())
                        .toList());
    }

    private static String quoted(String key) {
        return java.util.regex.Pattern.quote(key);
    }

    @Test
    void shouldAcceptARingOfTwoWithFences() throws Exception {
        String fence = "    fence: {agent: fence_x, options: {ip: 127.0.0.9}}\n    type";
        String both = RingTexts.of(2).replace("    type", fence);
        assertEquals(List.of(), RingFile.parse("r", both).warnings());
        String one = RingTexts.of(2).replaceFirst("    type", fence);
        assertEquals("servers", theFault(one).key());
    }
}
