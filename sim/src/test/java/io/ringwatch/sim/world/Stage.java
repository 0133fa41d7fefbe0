package io.ringwatch.sim.world;

import io.ringwatch.member.Effect;
import io.ringwatch.member.Event;
import io.ringwatch.member.Input;
import java.util.List;
import java.util.Map;

/** A world of puppets that has been running for a moment, and what tests ask of it. */
final class Stage {
    static final int MAIL = 1;
    static final int FTP = 2;
    static final int WEB1 = 3;
    static final long SEC = 1_000_000_000L;

    final Puppets puppets = new Puppets();
    final World world;

    Stage(WorldBuilder builder) {
        world = builder.members(puppets).seed(11).start();
        world.run("3 s");
    }

    /** One member has files that give a server's VIPs to a machine. */
    void assign(int member, long edits, int server, int holder) {
        var left = new Event(Event.Kind.INCARNATION, member, "another one", Map.of());
        puppets.wish(world, member, new Effect.Tell(left));
        puppets.wish(world, member, new Effect.StoreFiles(Puppets.files(edits, server, holder)));
        world.run("10 ms");
    }

    /** A machine that was given the VIPs of its own server holds them for so long. */
    void hold(int holder, int server, long aheadNs) {
        long untilNs = world.machine(holder).moment().monoNs() + aheadNs;
        puppets.wish(
                world,
                holder,
                new Effect.HoldVips(
                        1, List.of(new Effect.Hold(server, holder != server, untilNs))));
        world.run("200 ms");
    }

    void send(int from, int to) {
        puppets.wish(world, from, new Effect.Send(to, Probe.MESSAGE, false));
    }

    int received(int number) {
        return puppets.told(number, Input.Received.class).size();
    }

    /** What the examination of a server's services at its own address or VIP comes to. */
    Input.Examined examine(int asker, int server, boolean atVip) {
        puppets.wish(world, asker, new Effect.ExamineServices(7, server, atVip, SEC));
        world.run("1200 ms");
        List<Input.Examined> all = puppets.told(asker, Input.Examined.class);
        return all.get(all.size() - 1);
    }

    Input.FenceStatus fence(int asker, int server, Effect.Power action) {
        puppets.wish(world, asker, new Effect.Fence(8, server, action, 5 * SEC));
        world.run("6 s");
        List<Input.Fenced> all = puppets.told(asker, Input.Fenced.class);
        return all.get(all.size() - 1).status();
    }
}
