package io.ringwatch.sim.chaos;

import io.ringwatch.files.Place;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.member.MemberView;
import io.ringwatch.ring.FailBack;
import io.ringwatch.ring.Server;
import io.ringwatch.sim.check.Maintained;
import io.ringwatch.sim.plan.Fault;
import io.ringwatch.sim.world.World;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a person does who looks at the status: power, flags, moves back, recovers, and at last
 * restarts.
 */
final class Operator {
    private final World world;

    Operator(World world) {
        this.world = world;
    }

    /**
     * Looks once; servers that others work on are left to them.
     *
     * @param impatient whether machines whose services do not work are restarted by hand
     */
    void attend(boolean impatient) {
        Optional<MemberView> status = status();
        for (Server server : world.ring().servers()) {
            String name = server.name();
            if (Maintained.covers(world, server.number())) {
                continue;
            }
            if (!world.isOn(name)) {
                world.apply(Fault.of(Fault.Kind.POWER_ON, name));
            } else if (impatient && !world.serviceTrouble(server.number()).isEmpty()) {
                world.apply(Fault.of(Fault.Kind.RESTART, name));
            }
            status.flatMap(view -> view.files().row(server.number()))
                    .ifPresentOrElse(
                            row -> attend(row, name, status.get(), impatient),
                            () -> world.apply(Fault.of(Fault.Kind.FLAG, name)));
        }
        if (views().noneMatch(MemberView::flag)) {
            for (int number : world.ring().members()) {
                world.apply(Fault.of(Fault.Kind.FLAG, world.ring().nameOf(number)));
            }
        }
    }

    /** Nobody works on any server any more, whatever was announced. */
    void endMaintenance() {
        String names =
                world.ring().servers().stream()
                        .filter(server -> Maintained.covers(world, server.number()))
                        .map(Server::name)
                        .collect(Collectors.joining(","));
        if (!names.isEmpty()) {
            String asked = world.ring().nameOf(status().orElseThrow().self());
            world.apply(Fault.of(Fault.Kind.MAINTAIN, asked, names, "0s"));
        }
    }

    private java.util.stream.Stream<MemberView> views() {
        return world.ring().members().stream().flatMap(number -> world.viewOf(number).stream());
    }

    /** The newest files, as a server of the group knows them if there is one. */
    private Optional<MemberView> status() {
        return views().max(
                        Comparator.comparing((MemberView view) -> view.files().version())
                                .thenComparing(view -> isServing(view)));
    }

    private static boolean isServing(MemberView view) {
        return view.phase() == MemberView.Phase.ACTIVE && view.leaseMs() > 0;
    }

    /** A server that is in the group and has no flag gets it from its manager, or was stopped. */
    private boolean isStopped(Row row) {
        return row.place() == Place.GROUP
                && world.viewOf(row.number()).filter(view -> !view.flag()).isPresent();
    }

    private void attend(Row row, String name, MemberView by, boolean impatient) {
        String asked = world.ring().nameOf(by.self());
        if (row.place() == Place.PARKED || impatient && isStopped(row)) {
            world.apply(Fault.of(Fault.Kind.FLAG, name));
        } else if (row.place().isSeparated() && row.reason() == Reason.MOVED
                || isToReturn(row, impatient)) {
            world.apply(Fault.of(Fault.Kind.COMMAND, asked, "move-back", name));
        } else if (row.place() == Place.DOWN) {
            world.apply(Fault.of(Fault.Kind.COMMAND, asked, "recover", name));
        }
    }

    /** Whether the policy waits for a person, or for longer than this one does. */
    private boolean isToReturn(Row row, boolean impatient) {
        FailBack policy = world.ring().timing().failBack();
        return row.place() == Place.REVIVING
                && row.reason() != Reason.NONE
                && world.viewOf(row.number()).isPresent()
                && (policy.stableNs() == FailBack.NEVER || impatient && policy.mayWait());
    }
}
