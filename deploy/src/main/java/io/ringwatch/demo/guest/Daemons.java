package io.ringwatch.demo.guest;

import io.ringwatch.demo.plan.PlannedServer;
import io.ringwatch.demo.plan.ServiceKind;
import io.ringwatch.demo.plan.World;
import io.ringwatch.demo.world.ParentWatch;
import java.io.IOException;
import java.nio.file.Path;

/** The daemons of a real server as a process. */
public final class Daemons {
    private Daemons() {}

    /** Runs them; the arguments are the world's file and the server's number. */
    public static void main(String[] args) throws IOException {
        World world = World.read(Path.of(args[0]));
        PlannedServer self = world.server(Integer.parseInt(args[1]));
        ParentWatch.begin(() -> {});
        if (self.kind() == ServiceKind.SSH) {
            Rehearsal.hold();
        }
        ParentWatch.serve(
                Installation.install(world, self, world.disk(self), self.serviceAddress()));
    }
}
