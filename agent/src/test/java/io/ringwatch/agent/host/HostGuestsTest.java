package io.ringwatch.agent.host;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.lab.GuestLab;
import io.ringwatch.agent.lab.Lab;
import io.ringwatch.agent.lab.Pinger;
import io.ringwatch.agent.lab.Talker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Virtual servers that are virtual machines, seen by a client on the network. */
final class HostGuestsTest {
    private static final double MS = 1_000_000.0;
    private static final String NOTHING_VIP = "10.9.0.103";

    @TempDir private Path directory;

    @BeforeAll
    static void able() {
        GuestLab.assume();
    }

    private void procedure(String name, String install) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(name));
        Path file = Files.writeString(folder.resolve("install"), "#!/bin/sh\n" + install);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void describe() throws IOException {
        procedure("nothing", "exit 0\n");
        procedure(
                "ftp",
                """
                printf 'listen=YES\\nsecure_chroot_dir=/run\\nftpd_banner=%s\\n' \
                "$RINGWATCH_VIRTUAL_SERVER" >/run/vsftpd.conf
                vsftpd /run/vsftpd.conf </dev/null >/dev/null 2>&1 &
                until grep -q ':0015 00000000:0000 0A' /proc/net/tcp; do sleep 0.02; done
                """);
        Files.writeString(
                directory.resolve("ring.yaml"),
                """
                ring: lab
                insecure: true
                defaults: {gateway: 10.9.0.254, type: CPU, isolation: drop, guest-memory: 256 MB}
                driver-options: {original: %1$s/original.xml, conflict-probe: 150 ms}
                servers:
                 - {number: 1, name: one, service-address: 10.9.0.1, management-address: 10.8.0.1,
                    mac: "02:00:00:00:00:01", vips: [10.9.0.101], procedure: /p, services: [sshd]}
                 - {number: 2, name: ftp, service-address: 10.9.0.22, management-address: 10.8.0.2,
                    mac: "02:00:00:00:00:02", vips: [%2$s, "%3$s"], procedure: %1$s/ftp,
                    services: [vsftpd]}
                 - {number: 3, name: nothing, service-address: 10.9.0.3,
                    management-address: 10.8.0.3, mac: "02:00:00:00:00:03", vips: [%4$s],
                    procedure: %1$s/nothing, services: [sshd]}
                """
                        .formatted(directory, Lab.VIP, Lab.VIP6, NOTHING_VIP));
    }

    private Talker host(GuestLab lab) {
        var host =
                new Talker(
                        lab.java(
                                GuestHostMain.class,
                                directory + "/ring.yaml",
                                directory + "/state"));
        host.expect("started");
        return host;
    }

    private static boolean answers(Lab lab, String vip) {
        return Lab.run(
                        Lab.in(lab.client, "ping", "-n", "-c", "1", "-W", "0.5", vip)
                                .toArray(String[]::new))
                .ok();
    }

    /** What the daemon at a port says first. */
    private static String greeting(Lab lab, String vip, int port) {
        String script = "exec 3<>/dev/tcp/" + vip + "/" + port + " && read -t 5 l <&3 && echo $l";
        return Lab.run(Lab.in(lab.client, "bash", "-c", script).toArray(String[]::new)).output();
    }

    private static String ready(Talker host) {
        int before = (int) host.count(" ready Stock");
        host.say("ready 60");
        // A start takes 4 s, and many times that on a machine that has much else to do.
        await().atMost(Duration.ofSeconds(60)).until(() -> host.count(" ready Stock") > before);
        return host.lines().stream()
                .filter(l -> l.contains(" ready Stock"))
                .reduce((a, b) -> b)
                .get();
    }

    @Test
    void shouldServeThroughAVirtualMachineOnlyWhileItHoldsTheLease() throws Exception {
        describe();
        try (var guestLab = new GuestLab(directory)) {
            Lab lab = guestLab.lab;
            try (Talker host = host(guestLab)) {
                System.out.println("Virtual servers: " + ready(host));
                host.say("prepare 2");
                host.expect("prepared");
                System.out.println("Virtual servers: " + host.lines().get(host.lines().size() - 1));
                assertFalse(answers(lab, Lab.VIP), "before it is held");
                assertFalse(answers(lab, Lab.VIP6), "before it is held");

                host.say("renew 2 1200 200");
                host.expect("claimed 2");
                assertTrue(answers(lab, Lab.VIP));
                assertTrue(answers(lab, Lab.VIP6));
                assertTrue(greeting(lab, Lab.VIP, 21).contains("220 ftpb"));
                try (var pinger = new Pinger(lab, Lab.VIP)) {
                    pinger.awaitReplies(50);
                    guestLab.kill("java", "KILL");
                    assertInTime(host, pinger.awaitSilence());
                }
            }
            goesOn(guestLab);
        }
    }

    private static void assertInTime(Talker host, long lastReplyNs) {
        String last =
                host.lines().stream().filter(l -> l.contains("until")).reduce((a, b) -> b).get();
        double earlyMs = (Long.parseLong(last.split(" ", -1)[2]) - lastReplyNs) / MS;
        System.out.printf(
                Locale.ROOT,
                "Virtual servers: SIGKILL, last reply %.1f ms before its end%n",
                earlyMs);
        assertTrue(earlyMs >= 0, "late by " + -earlyMs + " ms");
        assertTrue(earlyMs < 500, "early by " + earlyMs + " ms");
    }

    /** The next agent finds the guest that serves, ends it, and has a clean one. */
    private void goesOn(GuestLab guestLab) throws Exception {
        Lab lab = guestLab.lab;
        try (Talker host = host(guestLab)) {
            String original = ready(host);
            host.say("renew 2 2000 200");
            host.expect("claimed 2");
            assertTrue(greeting(lab, Lab.VIP, 21).contains("220 ftpb"));
            host.say("drop");
            host.expect("dropped 2");
            assertFalse(answers(lab, Lab.VIP));
            host.say("suspend 2");
            host.expect("suspended 2");

            host.say("prepare 3");
            host.expect("prepared");
            host.say("renew 3 5000 500");
            host.expect("claimed 3");
            assertTrue(answers(lab, NOTHING_VIP));
            for (int port : new int[] {21, 22, 25, 80, 3128}) {
                assertEquals(
                        "", greeting(lab, NOTHING_VIP, port).replaceAll("(?s).*refused.*", ""));
            }
            host.say("drop");
            host.say("suspend 3");
            host.expect("suspended 3");
            assertFalse(
                    ready(host)
                            .replaceFirst("^\\d+", "")
                            .equals(original.replaceFirst("^\\d+", "")));

            guestLab.kill("libvirtd", "STOP");
            host.say("prepare 2");
            host.expect("refused");
            guestLab.kill("libvirtd", "CONT");
            ready(host);
            guestLab.kill("libvirtd", "KILL");
            await().atMost(Duration.ofSeconds(90))
                    .until(
                            () -> {
                                host.say("prepare 2");
                                return host.count("cannot be reached") > 0;
                            });
            guestLab.server("libvirtd", "-d");
            ready(host);
        }
    }
}
