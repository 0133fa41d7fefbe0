package io.ringwatch.sim.availability;

import io.ringwatch.files.Place;
import io.ringwatch.files.Row;
import io.ringwatch.member.MemberView;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.sim.plan.Fault;
import io.ringwatch.sim.plan.Fault.Kind;
import io.ringwatch.sim.world.World;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The person who looks after one world, and sees how its ring is. */
final class Attendant {
    private final World world;
    private final Trouble trouble;
    private final Set<String> broken = new TreeSet<>();

    Attendant(World world, Trouble trouble) {
        this.world = world;
        this.trouble = trouble;
    }

    /** A machine that only a repair brings back. */
    void isBroken(String name) {
        broken.add(name);
    }

    /** The machines that wait for a repair. */
    Set<String> broken() {
        return broken;
    }

    /** It is repaired and powered on; the ring does not know yet. */
    void repair(String name) {
        broken.remove(name);
        world.apply(Fault.of(Kind.REPAIR, name));
        if (!world.isOn(name)) {
            world.apply(Fault.of(Kind.POWER_ON, name));
        }
        world.apply(Fault.of(Kind.GATEWAY_BACK, name));
        world.apply(Fault.of(Kind.PLUG, name));
        if (!name.equals(world.ring().nameOf(Ring.WITNESS))) {
            trouble.reachable(world.number(name));
        }
    }

    /** Powers on what is off and not broken, recovers what was given up, puts lost flags back. */
    void attend() {
        for (Server server : world.ring().servers()) {
            if (!broken.contains(server.name()) && !world.isOn(server.name())) {
                world.apply(Fault.of(Kind.POWER_ON, server.name()));
            }
        }
        recover();
        if (views().noneMatch(MemberView::flag)) {
            for (int number : world.ring().members()) {
                world.apply(Fault.of(Kind.FLAG, world.ring().nameOf(number)));
            }
        }
    }

    /** Recovers servers that were given up and run again. */
    void recover() {
        status().ifPresent(
                        view -> {
                            for (Server server : world.ring().servers()) {
                                String name = server.name();
                                if (!broken.contains(name)
                                        && world.isOn(name)
                                        && isGivenUp(view, server.number())) {
                                    command(view, "recover", name);
                                }
                            }
                        });
    }

    private static boolean isGivenUp(MemberView view, int server) {
        return view.files().row(server).filter(row -> row.place() == Place.DOWN).isPresent();
    }

    /**
     * Says of every machine that is off that it is: to be done when the ring has no quorum.
     *
     * @return whether there is such a machine, and anybody to tell
     */
    boolean confirmDead() {
        List<String> off =
                world.ring().members().stream()
                        .map(number -> world.ring().nameOf(number))
                        .filter(name -> !world.isOn(name))
                        .toList();
        Optional<MemberView> asked = off.isEmpty() ? Optional.empty() : status();
        asked.ifPresent(view -> command(view, "confirm-dead", String.join(",", off)));
        return asked.isPresent();
    }

    private void command(MemberView asked, String command, String names) {
        world.apply(Fault.of(Kind.COMMAND, world.ring().nameOf(asked.self()), command, names));
    }

    /** Whether nobody is in the group with a quorum, so that without a person nothing goes on. */
    boolean isStuck() {
        return views().noneMatch(view -> isServer(view) && view.quorum() && view.leaseMs() > 0);
    }

    /**
     * Whether nothing more is going to happen until a person comes or something fails: every server
     * is in the group and serves, or was given up and its virtual server serves.
     */
    boolean isSteady() {
        Optional<MemberView> status = status();
        return status.isPresent()
                && world.ring().servers().stream()
                        .allMatch(server -> isSteady(status.get(), server.number()));
    }

    private boolean isSteady(MemberView status, int server) {
        Optional<Row> row = status.files().row(server);
        int holder = world.holderOf(server).orElse(Row.NOBODY);
        if (row.isEmpty() || row.get().holder() == Row.NOBODY || row.get().holder() != holder) {
            return false;
        }
        return switch (row.get().place()) {
            case GROUP ->
                    holder == server
                            && !trouble.isCutOff(server)
                            && world.serviceTrouble(server).isEmpty();
            case DOWN -> holder != server && !trouble.isCutOff(holder);
            default -> false;
        };
    }

    /** Servers that are in the group and serve themselves. */
    Set<String> well() {
        return status().stream()
                .flatMap(
                        view ->
                                world.ring().servers().stream()
                                        .filter(s -> isWell(view, s.number()))
                                        .map(Server::name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isWell(MemberView view, int server) {
        return view.files()
                        .row(server)
                        .filter(row -> row.place() == Place.GROUP && row.holder() == server)
                        .isPresent()
                && isSteady(view, server);
    }

    private Stream<MemberView> views() {
        return world.ring().members().stream().flatMap(number -> world.viewOf(number).stream());
    }

    private static boolean isServer(MemberView view) {
        return view.self() != Ring.WITNESS && view.phase() == MemberView.Phase.ACTIVE;
    }

    /** The newest files, as a server of the group knows them if there is one. */
    private Optional<MemberView> status() {
        return views().filter(view -> view.self() != Ring.WITNESS)
                .max(
                        Comparator.comparing((MemberView view) -> view.files().version())
                                .thenComparing(view -> isServer(view) && view.leaseMs() > 0));
    }
}
