package io.ringwatch.agent.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.drivers.DriverException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read on the host and sent into a guest. */
final class ProcedureTest {
    @TempDir private Path directory;

    @BeforeEach
    void write() throws IOException {
        Path install = Files.writeString(directory.resolve("install"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(install, PosixFilePermissions.fromString("rwxr-xr-x"));
        String deep = "d".repeat(60) + "/" + "e".repeat(60);
        Files.createDirectories(directory.resolve(deep));
        Files.writeString(directory.resolve(deep).resolve("file"), "x".repeat(1000));
        Files.createSymbolicLink(directory.resolve("link"), Path.of("install"));
    }

    private Procedure read() throws DriverException {
        return Procedure.read(directory, 100);
    }

    @Test
    void shouldBecomeAnArchiveThatTarUnderstands(@TempDir Path elsewhere) throws Exception {
        Path archive = Files.write(elsewhere.resolve("a.tar"), read().tar("run/p/"));
        Process tar =
                new ProcessBuilder("tar", "-xf", archive.toString(), "-C", elsewhere.toString())
                        .inheritIO()
                        .start();
        assertEquals(0, tar.waitFor());
        Path unpacked = elsewhere.resolve("run/p");
        assertEquals(read().digest(), Procedure.read(unpacked, 100).digest());
        assertTrue(Files.isExecutable(unpacked.resolve("install")));
    }

    @Test
    void shouldHaveAnotherDigestWhenAnythingChanges() throws Exception {
        String before = read().digest();
        Path install = directory.resolve("install");
        Files.setPosixFilePermissions(install, PosixFilePermissions.fromString("rwx------"));
        String mode = read().digest();
        Files.writeString(install, "#!/bin/bash\n");
        String content = read().digest();
        Files.move(directory.resolve("link"), directory.resolve("knil"));
        assertNotEquals(before, mode);
        assertNotEquals(mode, content);
        assertNotEquals(content, read().digest());
    }

    @Test
    void shouldBeNoLargerThanAllowed() {
        assertThrows(DriverException.class, () -> Procedure.read(directory, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "10.9.0.100, 10.9.0.100/24 dev",
        "10.9.1.100, 10.9.1.100/32 dev",
        "fd09::100, fd09::100/64 dev $dev nodad"
    })
    void shouldGiveGuestsThePrefixOfTheHostsNetwork(String vip, String expected) throws Exception {
        var networks =
                List.of(
                        new GuestNetwork.Network(InetAddress.getByName("10.9.0.1"), 24),
                        new GuestNetwork.Network(InetAddress.getByName("fd09::1"), 64));
        var network = new GuestNetwork("02:00", "10.9.0.7", List.of(vip), "10.9.0.254", networks);
        String commands = network.commands();
        assertTrue(commands.contains("address replace " + expected), commands);
        assertTrue(
                commands.indexOf("10.9.0.7/24") < commands.indexOf(vip), "its own address first");
        assertTrue(commands.endsWith("default via 10.9.0.254 dev $dev onlink\n"), commands);
    }

    @Test
    void shouldFillInTheDescriptionOfAnOriginal() throws Exception {
        Path file =
                Files.writeString(
                        directory.resolve("original.xml"),
                        """
                        <domain type='kvm'><name>x</name><uuid>1</uuid><memory unit='GiB'>1</memory>
                        <on_reboot>restart</on_reboot>
                        <devices><interface type='network'><source network='default'/></interface>
                        </devices></domain>
                        """);
        Template template = Template.read(file);
        assertEquals(1024 * 1024, template.memoryKb());

        String xml = template.fill("lab/one", new Slot(7), "02:00:00:00:00:07", "br0");

        assertTrue(xml.contains("<name>ringwatch-original-7</name>"), xml);
        assertTrue(xml.contains("<source bridge=\"br0\"/>"), xml);
        assertTrue(xml.contains("<target dev=\"rwguest7\"/>"), xml);
        assertTrue(xml.contains("org.qemu.guest_agent.0"), xml);
        assertTrue(xml.contains("<on_reboot>destroy</on_reboot>"), xml);
        assertTrue(!xml.contains("uuid") && !xml.contains("default"), xml);
        assertEquals(Mark.making("lab/one", template.digest()), Mark.read(xml).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    <domain/>                                        | has no element memory
                    <network/>                                       | has no element domain
                    <domain                                          | is no XML
                    <!DOCTYPE x []><domain/>                         | is no XML
                    <domain><memory>1</memory><devices/></domain>    | has no interface
                    <domain><memory>1</memory><devices><interface/><disk/></devices></domain> \
                    | has a disk that is neither readonly nor transient
                    """)
    void shouldSayWhatIsWrongWithADescription(String xml, String reason) throws Exception {
        Path file = Files.writeString(directory.resolve("original.xml"), xml);
        String message =
                assertThrows(DriverException.class, () -> Template.read(file)).getMessage();
        assertTrue(message.contains(reason), message);
    }
}
