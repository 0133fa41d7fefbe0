package io.ringwatch.sim.rehearsal;

import io.ringwatch.ring.Server;
import io.ringwatch.sim.plan.Plan;
import io.ringwatch.sim.rehearsal.Performance.Outage;
import io.ringwatch.sim.rehearsal.Performance.Seen;
import io.ringwatch.sim.rehearsal.Performance.Told;
import io.ringwatch.sim.rehearsal.Performance.What;
import io.ringwatch.sim.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A client of one server, who asks it all the time. */
final class Client {
    private final World world;
    private final Server server;
    private final long beginNs;
    private final Consumer<Told> listener;
    private final List<Outage> outages = new ArrayList<>();
    private boolean served = true;
    private long cutOffNs;

    Client(World world, Server server, long beginNs, Consumer<Told> listener) {
        this.world = world;
        this.server = server;
        this.beginNs = beginNs;
        this.listener = listener;
    }

    boolean isServed() {
        return served;
    }

    void look() {
        boolean now = world.serves(server.number());
        if (now == served) {
            return;
        }
        served = now;
        long atNs = world.nowNs() - beginNs;
        if (served) {
            outages.add(new Outage(cutOffNs, atNs, false));
            String holder = world.holder(server.name());
            boolean itself = holder.equals(server.name());
            String by = itself ? "by itself" : "by " + server.virtualName() + " on " + holder;
            listener.accept(told(atNs, What.SERVED, by));
        } else {
            cutOffNs = atNs;
            listener.accept(told(atNs, What.CUT_OFF, "no answer"));
        }
    }

    private Told told(long atNs, What what, String text) {
        return new Told(atNs, server.name(), server.name(), what, text, Map.of());
    }

    Seen seen(Facts facts, Plan plan, long nowNs) {
        var all = new ArrayList<>(outages);
        if (!served) {
            all.add(new Outage(cutOffNs, nowNs - beginNs, true));
        }
        String name = server.name();
        return new Seen(
                name,
                server.virtualName(),
                plan.steps().stream()
                        .map(Plan.Step::fault)
                        .filter(f -> f.args().stream().anyMatch(this::isNamedBy))
                        .map(Object::toString)
                        .toList(),
                all,
                facts.first(What.DETECTED, name),
                facts.first(What.FUNCTION_RECOVERED, name),
                facts.last(What.SERVER_RECOVERED, name),
                facts.of(What.HOST_CHOSEN, name, "host"),
                facts.of(What.PROVEN, name, "proof"),
                facts.of(What.HOST_CHOSEN, name, "scores"));
    }

    private boolean isNamedBy(String argument) {
        return Arrays.asList(argument.split(",", -1)).contains(server.name());
    }
}
