package io.ringwatch.demo.command;

import io.ringwatch.demo.plan.Cast;
import io.ringwatch.demo.plan.Directories;
import io.ringwatch.demo.plan.Launch;
import io.ringwatch.demo.plan.PlannedServer;
import io.ringwatch.demo.plan.PortBlock;
import io.ringwatch.demo.plan.Procedures;
import io.ringwatch.demo.plan.RingText;
import io.ringwatch.demo.plan.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The directories and files of a demonstration, before anything is started. */
final class Scenery {
    private Scenery() {}

    /**
     * Makes them.
     *
     * @param agentCommand how to start an agent, without its arguments
     */
    static World set(Options options, PortBlock ports, List<String> agentCommand)
            throws IOException {
        Path home = Directories.home();
        var servers = new ArrayList<PlannedServer>(options.servers());
        if (options.witness()) {
            servers.add(Cast.witness());
        }
        var world =
                new World(
                        home,
                        Directories.memory(home),
                        ports.base(),
                        servers,
                        Launch.small(),
                        agentCommand);
        world.write();
        Procedures.write(world);
        Files.createDirectories(world.logs());
        for (PlannedServer server : servers) {
            Files.createDirectories(world.stateDir(server));
        }
        Files.writeString(
                world.ringFile(),
                RingText.of(world, options.profile(), options.fence(), options.driverOptions()));
        return world;
    }
}
