package io.ringwatch.demo.plan;

import java.util.Map;

/** The ring file of a demonstration. */
public final class RingText {
    /** Name of the drivers of the demonstration. */
    public static final String DRIVERS = "demo";

    /** Option of the drivers: the world's file. */
    public static final String WORLD = "world";

    /** Option of the drivers: whether to look for another holder before a claim. */
    public static final String PROBE = "conflict-probe";

    /** Path that the proxy's clients ask for. */
    public static final String OUTSIDE_PATH = "/";

    /** 1.5 times the restart of a machine, as in the paper. */
    private static final String RESTART_SEEN = "9 s";

    private static final String POWER_ON = "60 s";
    private static final String GUEST = "20 s";
    private static final String GUEST_MEMORY = "48 MB";

    /** A network of 1 Gbit/s in both directions. */
    private static final String RATED_KB_PER_S = "250000";

    private final World world;
    private final String profile;
    private final boolean fenced;
    private final StringBuilder text = new StringBuilder();

    private RingText(World world, String profile, boolean fenced) {
        this.world = world;
        this.profile = profile;
        this.fenced = fenced;
    }

    /**
     * The text of the ring file.
     *
     * @param profile paper, default or fast
     * @param fenced whether the servers have power fences
     * @param driverOptions further options of the drivers
     */
    public static String of(
            World world, String profile, boolean fenced, Map<String, String> driverOptions) {
        return new RingText(world, profile, fenced).whole(driverOptions);
    }

    private String whole(Map<String, String> driverOptions) {
        line(0, "# Written by ringwatch demo: all addresses are of this machine alone.");
        line(0, "ring: demo");
        line(0, "profile: " + profile);
        line(0, "drivers: " + DRIVERS);
        line(0, "driver-options:");
        line(1, WORLD + ": " + quoted(world.home().resolve(World.FILE).toString()));
        line(1, "interface: lo");
        line(1, "rated-kb-per-s: " + RATED_KB_PER_S);
        driverOptions.forEach((key, value) -> line(1, key + ": " + quoted(value)));
        line(0, "timing:");
        line(1, "restart-seen: " + RESTART_SEEN);
        line(1, "power-on: " + POWER_ON);
        line(1, "guest: " + GUEST);
        line(0, "defaults:");
        line(1, "port: " + world.peerPort());
        line(1, "gateway: " + World.UPLINK);
        line(1, "guest-memory: " + GUEST_MEMORY);
        line(0, "servers:");
        world.realServers().forEach(this::server);
        for (PlannedServer server : world.servers()) {
            if (server.isWitness()) {
                line(0, "witness:");
                line(1, "service-address: " + server.serviceAddress());
                line(1, "management-address: " + server.managementAddress());
                line(1, "port: " + world.peerPort());
            }
        }
        return text.toString();
    }

    private void server(PlannedServer server) {
        line(1, "- number: " + server.number());
        line(2, "name: " + server.name());
        line(2, "service-address: " + server.serviceAddress());
        line(2, "management-address: " + server.managementAddress());
        line(2, "mac: " + quoted(server.mac()));
        line(2, "vips: [" + server.vip() + "]");
        line(2, "type: " + type(server.kind()));
        line(2, "procedure: " + quoted(world.procedure(server).toString()));
        if (fenced) {
            line(2, "fence:");
            line(3, "agent: board");
        }
        line(2, "services:");
        line(3, "- name: " + server.kind().daemon());
        line(4, "kind: " + server.kind().probe());
        line(4, "port: " + world.port(server.kind()));
        options(server);
    }

    private void options(PlannedServer server) {
        switch (server.kind()) {
            case FTP -> {
                line(4, "options:");
                line(5, "retr: " + Procedures.FTP_FILE);
                line(5, "content: " + quoted(Procedures.content(server).strip()));
            }
            case HTTP -> {
                line(4, "options:");
                line(5, "content: " + quoted(Procedures.content(server).strip()));
            }
            case PROXY -> {
                line(4, "options:");
                line(5, "url: " + quoted(outsideUrl(world)));
            }
            case SMTP, SSH -> {
                // Their dialogues say enough.
            }
        }
    }

    /** What the proxy's clients ask for. */
    public static String outsideUrl(World world) {
        return "http://"
                + world.outside().getAddress().getHostAddress()
                + ":"
                + world.outside().getPort()
                + OUTSIDE_PATH;
    }

    /** As in the paper's fig. 4: mail is network, web is both. */
    private static String type(ServiceKind kind) {
        return switch (kind) {
            case SMTP, FTP, PROXY -> "NETWORK";
            case HTTP -> "CPU_NET";
            case SSH -> "CPU";
        };
    }

    private void line(int depth, String line) {
        text.append("  ".repeat(depth)).append(line).append('\n');
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
