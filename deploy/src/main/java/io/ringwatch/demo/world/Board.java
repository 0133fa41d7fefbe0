package io.ringwatch.demo.world;

import io.ringwatch.demo.line.Desk;
import io.ringwatch.demo.line.Link;
import io.ringwatch.demo.plan.PlannedServer;
import io.ringwatch.demo.plan.World;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The board of a machine as a process: it is there when the machine is off, turns it on and off,
 * supervises its agent, keeps its virtual servers, and answers echoes while it is on.
 */
public final class Board {
    /** Suspended originals per host; one that is used is replaced at once. */
    private static final int ORIGINALS = 1;

    private Board() {}

    /** Runs it; the arguments are the world's file and the server's number. */
    public static void main(String[] args) throws IOException {
        World world = World.read(Path.of(args[0]));
        PlannedServer self = world.server(Integer.parseInt(args[1]));
        var watchers = new Watchers();
        var nic = new Nic(self.number());
        var machine =
                new Machine(
                        world,
                        self,
                        ORIGINALS,
                        nic::power,
                        (server, reason) -> watchers.tell("GUEST-DIED " + server + " " + reason));
        ParentWatch.begin(machine::powerOff);
        var link = new Link(world.switchDesk(), "BOARD " + self.number(), nic::take);
        nic.plugged(link);
        ParentWatch.serve(
                new Desk(world.boardDesk(self), new BoardClerk(world, machine, watchers)), link);
    }
}
