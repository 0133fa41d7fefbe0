package io.ringwatch.deploy.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Three servers and a client, each a network namespace, on two switches. Every server runs the
 * agent of the package, which was unpacked once. Needs root.
 */
final class NamespaceRing implements AutoCloseable {
    static final int SERVERS = 3;
    private static final int LIMIT_SECONDS = 30;

    private final String prefix = "rr" + ProcessHandle.current().pid();
    private final Path home;
    private final Path launcher;
    private final Map<Integer, Process> agents = new HashMap<>();
    private int boots;

    NamespaceRing(Path home, Path deb) throws Exception {
        this.home = home;
        DebFile.read(deb).unpack(home.resolve("root"));
        launcher = home.resolve("root/usr/bin/ringwatch");
        Files.writeString(home.resolve("ring.yaml"), ringFile());
        for (String name : List.of("sw", "c", "s1", "s2", "s3")) {
            good("ip", "netns", "add", prefix + name);
            good("ip", "-n", prefix + name, "link", "set", "lo", "up");
        }
        for (String bridge : List.of("svc", "mgm")) {
            good("ip", "-n", prefix + "sw", "link", "add", bridge, "type", "bridge");
            good("ip", "-n", prefix + "sw", "link", "set", bridge, "up");
        }
        good("ip", "-n", prefix + "sw", "address", "add", "10.14.0.254/24", "dev", "svc");
        plug("c", "eth0", "svc", "10.14.0.99/24");
        for (int n = 1; n <= SERVERS; n++) {
            plug("s" + n, "eth0", "svc", "10.14.0." + n + "/24");
            plug("s" + n, "eth1", "mgm", "10.15.0." + n + "/24");
        }
        // Makes the archive of classes, which all agents then share.
        good(launcher.toString(), "version");
    }

    private void plug(String machine, String card, String bridge, String address) throws Exception {
        good(
                "ip",
                "link",
                "add",
                card,
                "netns",
                prefix + machine,
                "type",
                "veth",
                "peer",
                "name",
                machine + card,
                "netns",
                prefix + "sw");
        good("ip", "-n", prefix + "sw", "link", "set", machine + card, "master", bridge, "up");
        good("ip", "-n", prefix + machine, "address", "add", address, "dev", card);
        good("ip", "-n", prefix + machine, "link", "set", card, "up");
    }

    private static String ringFile() {
        var text =
                new StringBuilder(
                        """
                        ring: real
                        insecure: true
                        profile: fast
                        defaults: {gateway: 10.14.0.254, type: CPU, isolation: drop}
                        servers:
                        """);
        for (int n = 1; n <= SERVERS; n++) {
            text.append(
                    """
                      - {number: %1$d, name: s%1$d, service-address: 10.14.0.%1$d,
                         management-address: 10.15.0.%1$d, mac: "02:00:00:00:00:0%1$d",
                         vips: [10.14.0.20%1$d], procedure: /p,
                         services: [{name: job, kind: command, options: {command: /bin/true}}]}
                    """
                            .formatted(n));
        }
        return text.toString();
    }

    /** Starts a server's agent, on a machine that has just booted. */
    void boot(int server) throws Exception {
        Path own = home.resolve("s" + server);
        Files.createDirectories(own);
        link(server, "up");
        var command =
                List.of(
                        "ip",
                        "netns",
                        "exec",
                        prefix + "s" + server,
                        launcher.toString(),
                        "agent",
                        "--ring",
                        home.resolve("ring.yaml").toString(),
                        "--name",
                        "s" + server,
                        "--run",
                        own.resolve("run").toString(),
                        "--state",
                        own.resolve("state").toString());
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(own.resolve("out").toFile());
        builder.environment().put("RINGWATCH_BOOT_ID", "boot" + ++boots);
        agents.put(server, builder.start());
    }

    boolean isReady(int server) {
        return Files.exists(home.resolve("s" + server + "/run/agent.sock"));
    }

    /** All processes die, and both links are down. */
    void powerOff(int server) throws Exception {
        agents.get(server).destroyForcibly().waitFor();
        link(server, "down");
        Files.deleteIfExists(home.resolve("s" + server + "/run/agent.sock"));
    }

    private void link(int server, String state) throws Exception {
        good("ip", "-n", prefix + "s" + server, "link", "set", "eth0", state);
        good("ip", "-n", prefix + "s" + server, "link", "set", "eth1", state);
    }

    /** Sends a signal to a server's agent. */
    void signal(int server, String name) throws Exception {
        good("kill", "-" + name, Long.toString(agents.get(server).pid()));
    }

    /** What a server's command line says. */
    String ask(int server, String... command) throws Exception {
        var line = new ArrayList<>(List.of(launcher.toString()));
        line.addAll(List.of(command));
        line.addAll(List.of("--run", home.resolve("s" + server + "/run").toString()));
        return good(line.toArray(String[]::new));
    }

    /** Whether the client gets an answer from a server's VIP. */
    boolean answers(int server) throws Exception {
        return run(
                                "ip",
                                "netns",
                                "exec",
                                prefix + "c",
                                "ping",
                                "-n",
                                "-c",
                                "1",
                                "-W",
                                "0.3",
                                "10.14.0.20" + server)
                        .code()
                == 0;
    }

    /** Everything that may explain a failure. */
    String logs() throws IOException {
        var text = new StringBuilder();
        for (int n = 1; n <= SERVERS; n++) {
            for (String name : List.of("out", "state/agent.log", "state/system.log")) {
                Path file = home.resolve("s" + n).resolve(name);
                if (Files.exists(file)) {
                    text.append("--- s").append(n).append(' ').append(name).append('\n');
                    text.append(Files.readString(file));
                }
            }
        }
        return text.toString();
    }

    private String good(String... command) throws Exception {
        Machine.Ran ran = run(command);
        assertEquals(0, ran.code(), () -> List.of(command) + ": " + ran.text());
        return ran.text();
    }

    private Machine.Ran run(String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(home, "out", "");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, () -> "hangs: " + List.of(command));
        return new Machine.Ran(process.exitValue(), Files.readString(out));
    }

    @Override
    public void close() {
        try {
            for (Process agent : agents.values()) {
                agent.destroyForcibly().waitFor();
            }
            for (String name : List.of("sw", "c", "s1", "s2", "s3")) {
                run("ip", "netns", "delete", prefix + name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
