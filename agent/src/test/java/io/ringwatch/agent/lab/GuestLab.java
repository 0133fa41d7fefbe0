package io.ringwatch.agent.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A server that can run guests: a {@link Lab} whose server has a bridge, and a libvirt of its own
 * in a mount and process namespace, of which nothing is left in the end. Needs root, libvirt, QEMU
 * and the image of the lab's guests.
 */
public final class GuestLab implements AutoCloseable {
    private static final Path IMAGE = Path.of("/var/cache/ringwatch-lab/guest");

    /** Process 1 of the namespace is the shell: it buries the dead, as libvirt needs. */
    private static final String SERVER =
            """
            set -e
            mount --make-rprivate /
            for d in /run /etc/libvirt /var/lib/libvirt /var/log/libvirt /var/cache/libvirt; do
              mkdir -p $d && mount -t tmpfs none $d
            done
            printf 'auth_unix_rw = "none"\\nunix_sock_group = "root"\\n' >/etc/libvirt/libvirtd.conf
            printf 'user = "root"\\ngroup = "root"\\ndynamic_ownership = 0\\nremember_owner = 0\\n\
            security_driver = "none"\\ncgroup_controllers = []\\nnamespaces = []\\n' \
            >/etc/libvirt/qemu.conf
            ip link add br0 type bridge
            ip link set br0 address $(cat /sys/class/net/v0/address)
            ip address flush dev v0
            ip link set v0 master br0
            ip address add 10.9.0.1/24 dev br0
            ip address add fd09::1/64 dev br0 nodad
            ip link set br0 up
            virtlogd -d
            libvirtd -d
            echo libvirt is there
            while :; do sleep 1000; done
            """;

    private static final String ORIGINAL =
            """
            <domain type='qemu'>
              <name>original</name>
              <memory unit='MiB'>256</memory>
              <vcpu>1</vcpu>
              <os>
                <type arch='x86_64' machine='pc'>hvm</type>
                <kernel>@IMAGE@/vmlinuz</kernel>
                <initrd>@IMAGE@/initrd</initrd>
                <cmdline>console=ttyS0 quiet panic=1 mitigations=off</cmdline>
              </os>
              <features><acpi/></features>
              <devices>
                <emulator>/usr/bin/qemu-system-x86_64</emulator>
                <controller type='usb' model='none'/>
                <disk type='file' device='disk'>
                  <driver name='qemu' type='raw'/>
                  <source file='@IMAGE@/root.img'/>
                  <target dev='vda' bus='virtio'/>
                  <readonly/>
                  <shareable/>
                </disk>
                <interface type='bridge'>
                  <source bridge='br0'/>
                  <model type='virtio'/>
                  <rom enabled='no'/>
                </interface>
                <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>
                <memballoon model='none'/>
              </devices>
            </domain>
            """;

    public final Lab lab = new Lab();
    private final Talker server;
    private final String shell;

    /**
     * @param directory where {@code original.xml} is written
     */
    public GuestLab(Path directory) throws IOException {
        Files.writeString(
                directory.resolve("original.xml"), ORIGINAL.replace("@IMAGE@", IMAGE.toString()));
        String start =
                "echo $$ unshares; exec unshare -m -p -f --mount-proc --kill-child sh -c '"
                        + SERVER.replace("'", "'\\''")
                        + "'";
        server = new Talker(Lab.in(lab.server, "sh", "-c", start));
        server.expect("libvirt is there");
        long parent = server.last("unshares");
        shell =
                Files.readString(Path.of("/proc/" + parent + "/task/" + parent + "/children"))
                        .strip();
    }

    /** Skips the test where there can be no guests, with a line that says why. */
    public static void assume() {
        Lab.assume();
        String missing = missing();
        if ("true".equals(System.getenv("RINGWATCH_ROOT_TESTS_REQUIRED"))) {
            assertEquals("", missing, "must be tested here");
        } else if (!missing.isEmpty()) {
            System.out.println(
                    "Virtual servers are not tested: that needs "
                            + missing
                            + " (deploy/lab/setup; deploy/lab/guest/build)");
        }
        Assumptions.assumeTrue(missing.isEmpty(), missing);
    }

    private static String missing() {
        for (String tool : List.of("libvirtd", "virtlogd", "qemu-system-x86_64", "unshare")) {
            if (!Lab.run("sh", "-c", "command -v " + tool).ok()) {
                return tool;
            }
        }
        return Files.isReadable(IMAGE.resolve("root.img")) ? "" : "the image in " + IMAGE;
    }

    /** A command on the server. */
    public String server(String... command) {
        return Lab.good(
                Stream.concat(
                                Stream.of("nsenter", "-t", shell, "-n", "-m", "-p"),
                                Stream.of(command))
                        .toArray(String[]::new));
    }

    /** Sends a signal to the processes of this name on the server, and to nobody else's. */
    public void kill(String name, String signal) {
        server("sh", "-c", "kill -" + signal + " $(pidof " + name + ")");
    }

    /** A Java program of the tests, on the server. */
    public List<String> java(Class<?> main, String... arguments) {
        List<String> plain = Lab.java(lab.server, main, arguments);
        var command = new ArrayList<>(List.of("nsenter", "-t", shell, "-n", "-m", "-p"));
        command.addAll(plain.subList(plain.indexOf("exec") + 2, plain.size()));
        return command;
    }

    @Override
    public void close() {
        server.close();
        lab.close();
    }
}
