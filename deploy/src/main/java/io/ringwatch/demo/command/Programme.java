package io.ringwatch.demo.command;

import io.ringwatch.demo.plan.PlannedServer;
import io.ringwatch.demo.plan.World;
import java.util.List;

/** What people read before and after. */
final class Programme {
    private Programme() {}

    /** The ring: who manages whom, and where everybody is. */
    static void print(World world, Options options, Narrator narrator) {
        narrator.plain(
                "A ring of %d servers%s, profile %s, %s; all on this machine."
                        .formatted(
                                options.servers().size(),
                                options.witness() ? " and a witness" : "",
                                options.profile(),
                                options.fence() ? "with power fences" : "without power fences"));
        narrator.plain("");
        narrator.plain(
                "%-8s %-8s %-22s %-13s %s"
                        .formatted("SERVER", "SERVICE", "CLIENTS USE", "OWN", "MANAGES"));
        List<PlannedServer> servers = world.realServers();
        for (int i = 0; i < servers.size(); i++) {
            PlannedServer server = servers.get(i);
            PlannedServer next = servers.get((i + 1) % servers.size());
            narrator.plain(
                    "%-8s %-8s %-22s %-13s %s"
                            .formatted(
                                    server.name(),
                                    server.kind().daemon(),
                                    server.vip() + ":" + world.port(server.kind()),
                                    server.serviceAddress(),
                                    next.name()));
        }
        narrator.plain("");
    }

    /** What can be done while it stays up. */
    static void printKeep(World world, Narrator narrator) {
        PlannedServer first = world.realServers().get(0);
        PlannedServer second = world.realServers().get(1);
        narrator.plain(
                """
                The ring stays up until Ctrl-C. In another terminal:
                  ./ringwatch status
                  ./ringwatch file operation
                  ./ringwatch move %s
                  curl --unix-socket %s http://localhost/v1/status
                  rm %s       # ends the management of %s; touch it, and it is back
                """
                        .formatted(
                                second.name(),
                                world.runDir(first).resolve("agent.sock"),
                                world.runDir(second).resolve("flag"),
                                second.name()));
    }
}
