package io.ringwatch.sim.rehearsal;

import io.ringwatch.files.Place;
import io.ringwatch.files.Row;
import io.ringwatch.member.MemberView;
import io.ringwatch.ring.Server;
import io.ringwatch.sim.rehearsal.Performance.Need;
import io.ringwatch.sim.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What only a person can do about a world, judged by its files and its machines. */
final class Needs {
    private final World world;
    private final List<Need> needs = new ArrayList<>();

    private Needs(World world) {
        this.world = world;
    }

    static List<Need> of(World world) {
        var needs = new Needs(world);
        needs.judge();
        return List.copyOf(needs.needs);
    }

    private void judge() {
        boolean quorum = views().anyMatch(MemberView::quorum);
        if (!quorum) {
            needs.add(
                    new Need(
                            "",
                            "no quorum of the council is left",
                            "bring servers back, or make sure that "
                                    + String.join(", ", off())
                                    + " are off and say: ringwatch confirm-dead "
                                    + String.join(" ", off())));
        }
        Optional<MemberView> newest =
                views().max(Comparator.comparing((MemberView view) -> view.files().version()));
        for (Server server : world.ring().servers()) {
            newest.flatMap(view -> view.files().row(server.number()))
                    .ifPresent(row -> judge(server.name(), row, quorum));
        }
    }

    private Stream<MemberView> views() {
        return world.ring().members().stream().flatMap(number -> world.viewOf(number).stream());
    }

    private List<String> off() {
        return world.ring().members().stream()
                .map(world.ring()::nameOf)
                .filter(name -> !world.isOn(name))
                .toList();
    }

    private void judge(String name, Row row, boolean quorum) {
        boolean on = world.isOn(name);
        if (row.place() == Place.DOWN) {
            needs.add(
                    new Need(
                            name,
                            "the ring has given up to bring it back",
                            (on ? "repair it" : "repair it and power it on")
                                    + ", then: ringwatch recover "
                                    + name));
        } else if (row.place() == Place.PARKED) {
            needs.add(new Need(name, "its flag was taken away", "ringwatch start " + name));
        }
        if (quorum && row.isVacated()) {
            String last = world.ring().nameOf(row.lastHolder());
            needs.add(
                    new Need(
                            name,
                            "nobody can prove that " + last + " has given up its address",
                            "make sure that "
                                    + last
                                    + " is off, then: ringwatch confirm-dead "
                                    + last));
        }
    }
}
