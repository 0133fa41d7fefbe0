package io.ringwatch.demo.world;

import io.ringwatch.demo.line.Desk;
import io.ringwatch.demo.plan.World;
import io.ringwatch.demo.service.WebContent;
import io.ringwatch.demo.service.WebServer;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The process that stands for the wire: it owns the VIPs and forwards to whoever claims them,
 * carries network examinations, and has the outside world's web server beyond the gateway.
 */
public final class Switch {
    /** What the web server beyond the gateway serves at its root. */
    public static final String OUTSIDE_CONTENT = "The world outside sends greetings.\n";

    private Switch() {}

    /** Runs it; the argument is the world's file. */
    public static void main(String[] args) throws IOException {
        World world = World.read(Path.of(args[0]));
        var reaper = new Reaper(world);
        ParentWatch.begin(reaper::end);
        var wiring = new Wiring();
        var forwarder = new Forwarder(world, wiring);
        var outside = new WebServer(world.outside(), WebContent.fixed(OUTSIDE_CONTENT));
        var desk = new Desk(world.switchDesk(), new SwitchClerk(world, wiring));
        try (forwarder;
                outside;
                desk) {
            ParentWatch.ready();
            forwarder.run();
        }
    }
}
