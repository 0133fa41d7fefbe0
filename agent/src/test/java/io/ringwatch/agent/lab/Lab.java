package io.ringwatch.agent.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwatch.agent.kernel.KernelException;
import io.ringwatch.agent.kernel.Nftables;
import io.ringwatch.agent.process.ProcessEnd;
import io.ringwatch.agent.process.ProcessRun;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A server and a client: two network namespaces with an Ethernet cable between them. The server is
 * 10.9.0.1 and fd09::1, the client 10.9.0.2 and fd09::2. Needs root.
 */
public final class Lab implements AutoCloseable {
    public static final String VIP = "10.9.0.100";
    public static final String VIP6 = "fd09::100";
    public static final String NIC = "v0";
    private static final AtomicInteger LABS = new AtomicInteger();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    public final String server;
    public final String client;

    public Lab() {
        String name = "rw" + ProcessHandle.current().pid() + "x" + LABS.incrementAndGet();
        server = name + "s";
        client = name + "c";
        good("ip", "netns", "add", server);
        good("ip", "netns", "add", client);
        good(
                "ip", "link", "add", NIC, "netns", server, "type", "veth", "peer", "name", NIC,
                "netns", client);
        end(server, 1);
        end(client, 2);
    }

    private static void end(String namespace, int number) {
        good("ip", "-n", namespace, "address", "add", "10.9.0." + number + "/24", "dev", NIC);
        good(
                "ip",
                "-n",
                namespace,
                "address",
                "add",
                "fd09::" + number + "/64",
                "dev",
                NIC,
                "nodad");
        good("ip", "-n", namespace, "link", "set", "lo", "up");
        good("ip", "-n", namespace, "link", "set", NIC, "up");
    }

    /** Skips the test where there can be no lab, with a line that says why. */
    public static void assume() {
        String missing = missing();
        if ("true".equals(System.getenv("RINGWATCH_ROOT_TESTS_REQUIRED"))) {
            assertEquals("", missing, "must be tested here");
        } else if (!missing.isEmpty()) {
            System.out.println(
                    "Virtual addresses are not tested on a network: that needs "
                            + missing
                            + " (apt-get install iproute2 nftables iputils-ping; sudo mvn"
                            + " verify)");
        }
        Assumptions.assumeTrue(missing.isEmpty(), missing);
    }

    private static String missing() {
        try {
            if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
                return "root";
            }
            Nftables.open().close();
        } catch (IOException | KernelException e) {
            return String.valueOf(e.getMessage());
        }
        for (String tool : List.of("ip", "nft", "ping")) {
            if (!run("sh", "-c", "command -v " + tool).ok()) {
                return tool;
            }
        }
        ProcessEnd space = run("unshare", "-n", "true");
        return space.ok() ? "" : "network namespaces (" + space.firstLine() + ")";
    }

    public static ProcessEnd run(String... command) {
        return ProcessRun.run(List.of(command), Map.of("LC_ALL", "C"), "", LIMIT);
    }

    public static String good(String... command) {
        ProcessEnd end = run(command);
        assertEquals(0, end.exitCode(), () -> String.join(" ", command) + ": " + end.output());
        return end.output();
    }

    /** A command that runs in a namespace. */
    public static List<String> in(String namespace, String... command) {
        return Stream.concat(Stream.of("ip", "netns", "exec", namespace), Stream.of(command))
                .toList();
    }

    public String client(String... command) {
        return good(in(client, command).toArray(String[]::new));
    }

    public String server(String... command) {
        return good(in(server, command).toArray(String[]::new));
    }

    /** A Java program of the tests, in a namespace. */
    public static List<String> java(String namespace, Class<?> main, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
        command.add(ManagementFactory.getRuntimeMXBean().getClassPath());
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return in(namespace, command.toArray(String[]::new));
    }

    @Override
    public void close() {
        run("ip", "netns", "delete", server);
        run("ip", "netns", "delete", client);
    }
}
