package io.ringwatch.demo.plan;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Where everything of a demonstration is; written to a file that all its processes read.
 *
 * @param home its directory
 * @param memory directory on a memory disk, for the run directories of the agents
 * @param portBase first port of its block
 * @param servers the servers in ring order, and the witness last if there is one
 * @param command how to start one of its small processes; main class and arguments follow
 * @param agentCommand how to start an agent; its arguments follow
 */
public record World(
        Path home,
        Path memory,
        int portBase,
        List<PlannedServer> servers,
        List<String> command,
        List<String> agentCommand) {
    private static final String OUTSIDE = "127.0.17.80";
    private static final String SWITCH = "127.0.13.254";

    /** From here the switch forwards, so that a service can tell clients of its VIP. */
    public static final String UPLINK = "127.0.14.254";

    /** From here clients come: beyond the gateway. */
    public static final String CLIENTS = "127.0.17.1";

    /** Name of the file in {@link #home()}. */
    public static final String FILE = "world.properties";

    public World {
        servers = List.copyOf(servers);
        command = List.copyOf(command);
        agentCommand = List.copyOf(agentCommand);
    }

    /** The server with this number. */
    public PlannedServer server(int number) {
        for (PlannedServer server : servers) {
            if (server.number() == number) {
                return server;
            }
        }
        throw new IllegalArgumentException("no server " + number);
    }

    /** The servers without the witness. */
    public List<PlannedServer> realServers() {
        return servers.stream().filter(s -> !s.isWitness()).toList();
    }

    /** Where the switch takes claims, echoes and questions. */
    public InetSocketAddress switchDesk() {
        return new InetSocketAddress(SWITCH, portBase + 1);
    }

    /** Where a server's board takes orders. */
    public InetSocketAddress boardDesk(PlannedServer server) {
        return new InetSocketAddress(server.boardAddress(), portBase + 3);
    }

    /** Where a virtual server takes its installation. */
    public InetSocketAddress guestDesk(String address) {
        return new InetSocketAddress(address, portBase + 4);
    }

    /** Port of the agents. */
    public int peerPort() {
        return portBase + 2;
    }

    /** Port of a service, the same at every address. */
    public int port(ServiceKind kind) {
        return portBase + kind.portOffset();
    }

    /** Ports that the switch forwards for a server: its service, and passive transfers. */
    public List<Integer> forwardedPorts(PlannedServer server) {
        var ports = new ArrayList<Integer>();
        ports.add(port(server.kind()));
        if (server.kind() == ServiceKind.FTP) {
            for (int i = 0; i < ServiceKind.PASSIVE_PORTS; i++) {
                ports.add(portBase + ServiceKind.PASSIVE_OFFSET + i);
            }
        }
        return ports;
    }

    /** The web server beyond the gateway, from which the proxy fetches. */
    public InetSocketAddress outside() {
        return new InetSocketAddress(OUTSIDE, port(ServiceKind.HTTP));
    }

    /** The ring file. */
    public Path ringFile() {
        return home.resolve("ring.yaml");
    }

    /** Run directory of an agent, on the memory disk. */
    public Path runDir(PlannedServer server) {
        return memory.resolve(server.name());
    }

    /** Directory of an agent's vote record, on the real disk. */
    public Path stateDir(PlannedServer server) {
        return home.resolve("state").resolve(server.name());
    }

    /** Installation procedure of a server, with its content. */
    public Path procedure(PlannedServer server) {
        return home.resolve("procedures").resolve(server.name());
    }

    /** What a server's machine has on its own disk. */
    public Path disk(PlannedServer server) {
        return home.resolve("disks").resolve(server.name());
    }

    /** Spool of a mail server: on the file server, where its virtual server finds it, too. */
    public Path spool(PlannedServer server) {
        return home.resolve("fileserver").resolve(server.name()).resolve("spool");
    }

    /** Output of a process. */
    public Path log(String process) {
        return logs().resolve(process + ".log");
    }

    /** Directory of those. */
    public Path logs() {
        return home.resolve("log");
    }

    /** List of the processes started, one per line, so that none is left behind. */
    public Path processList() {
        return home.resolve("processes");
    }

    /** Writes it to its file and returns that. */
    public Path write() throws IOException {
        var properties = new Properties();
        properties.setProperty("home", home.toString());
        properties.setProperty("memory", memory.toString());
        properties.setProperty("portBase", Integer.toString(portBase));
        properties.setProperty("command", String.join("\n", command));
        properties.setProperty("agentCommand", String.join("\n", agentCommand));
        var lines = new ArrayList<String>();
        for (PlannedServer s : servers) {
            lines.add(s.number() + " " + s.name() + " " + s.kind());
        }
        properties.setProperty("servers", String.join("\n", lines));
        Path file = home.resolve(FILE);
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            properties.store(out, null);
        }
        return file;
    }

    /** Reads it from its file. */
    public static World read(Path file) throws IOException {
        var properties = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(in);
        }
        var servers = new ArrayList<PlannedServer>();
        for (String line : lines(properties, "servers")) {
            String[] words = line.split(" ", -1);
            servers.add(
                    new PlannedServer(
                            Integer.parseInt(words[0]), words[1], ServiceKind.valueOf(words[2])));
        }
        return new World(
                Path.of(properties.getProperty("home", "")),
                Path.of(properties.getProperty("memory", "")),
                Integer.parseInt(properties.getProperty("portBase", "")),
                servers,
                lines(properties, "command"),
                lines(properties, "agentCommand"));
    }

    private static List<String> lines(Properties properties, String key) {
        return List.of(properties.getProperty(key, "").split("\n", -1));
    }
}
