package io.ringwatch.deploy.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;

/**
 * Debian's {@code fence_virsh}: a guest domain of one server stands for ftp, reached by a real sshd
 * over the management network, and another server fences it by {@code ringwatch fence}.
 */
final class FenceVirsh implements AutoCloseable {
    private static final String BEGIN =
            """
            set -e
            mkdir -p /run/sshd /tmp/fence
            cd /tmp/fence
            ssh-keygen -q -t ed25519 -N '' -f key
            install -m 644 key /srv/data/fence-key
            address=$(ip -o -4 addr show | grep -o '192[.]168[.]14[.][0-9]*/' | tr -d /)
            echo "$address" >/srv/data/fence-address
            /usr/sbin/sshd -f /dev/null -h /tmp/fence/key -o Port=2222 -o ListenAddress="$address" \
                -o AuthorizedKeysFile=/tmp/fence/key.pub -o PidFile=/tmp/fence/sshd.pid \
                -o StrictModes=no -o UsePAM=no -o PermitRootLogin=yes
            cat >supply.xml <<'END'
            <domain type='qemu'>
              <name>supply-of-ftp</name><memory unit='MiB'>16</memory>
              <os><type arch='x86_64'>hvm</type></os>
            </domain>
            END
            virsh -q define supply.xml
            virsh -q start supply-of-ftp
            """;
    private static final String DESCRIBE =
            """
            set -e
            install -m 600 /srv/data/fence-key /tmp/fence-key
            options="ip: $(cat /srv/data/fence-address), ipport: 2222, username: root, ssh: 1"
            options="$options, identity_file: /tmp/fence-key, plug: supply-of-ftp"
            rm /srv/data/fence-key /srv/data/fence-address
            sed "s|fence: {agent: fence_lab.*plug: ftp}}|fence: {agent: fence_virsh, options: {$options}}|" \
                /etc/ringwatch/ring.yaml >/tmp/ring.yaml
            grep -q fence_virsh /tmp/ring.yaml
            """;
    private static final String END =
            """
            kill $(cat /tmp/fence/sshd.pid) 2>/dev/null
            virsh -q destroy supply-of-ftp
            virsh -q undefine supply-of-ftp
            rm -r /tmp/fence
            true
            """;

    private final TestLab lab;
    private final String hypervisor;
    private final String manager;

    /**
     * @param hypervisor on whose libvirt the domain is
     * @param manager who fences it
     */
    FenceVirsh(TestLab lab, String hypervisor, String manager) throws Exception {
        this.lab = lab;
        this.hypervisor = hypervisor;
        this.manager = manager;
        lab.shell(hypervisor, BEGIN);
        lab.shell(manager, DESCRIBE);
    }

    /**
     * @param status what the fence is to say
     * @param code what the command is to end with
     * @param state of the domain, as its own hypervisor knows it
     */
    void expect(String action, String status, int code, String state) throws Exception {
        String command = "ringwatch fence ftp --ring /tmp/ring.yaml --yes --do " + action;
        String said = lab.shell(manager, command + " 2>&1; echo $?");
        // The domain is not what its agent hears, so a fence that proves it off lies of ftp.
        String lie = status.equals("off") ? " +BUT ftp is heard: .*\n" : "";
        String wanted = "ftp +" + status + " .*fence_virsh.*\n" + lie + code + "\n";
        assertTrue(said.matches(wanted), said);
        assertEquals(state, lab.shell(hypervisor, "virsh domstate supply-of-ftp").strip());
    }

    /** From now on the fence does not answer. */
    void stopListening() throws Exception {
        lab.shell(hypervisor, "kill $(cat /tmp/fence/sshd.pid)");
    }

    @Override
    public void close() throws IOException {
        try {
            lab.tool().good("exec", hypervisor, "sh", "-c", END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
