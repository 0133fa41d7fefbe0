package io.ringwatch.sim.chaos;

import io.ringwatch.files.Place;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.member.MemberView;
import io.ringwatch.ring.Server;
import io.ringwatch.sim.plan.Fault;
import io.ringwatch.sim.world.World;
import java.util.Comparator;
import java.util.Optional;

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
     * Looks once.
     *
     * @param impatient whether machines whose services do not work are restarted by hand
     */
    void attend(boolean impatient) {
        Optional<MemberView> status = status();
        for (Server server : world.ring().servers()) {
            String name = server.name();
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
        } else if (row.place().isSeparated() && row.reason() == Reason.MOVED) {
            world.apply(Fault.of(Fault.Kind.COMMAND, asked, "move-back", name));
        } else if (row.place() == Place.DOWN) {
            world.apply(Fault.of(Fault.Kind.COMMAND, asked, "recover", name));
        }
    }
}
