package io.ringwatch.agent.guest;

import io.ringwatch.agent.config.GuestOptions.Kept;
import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.guest.Hypervisor.Listed;
import io.ringwatch.agent.guest.Hypervisor.State;
import io.ringwatch.agent.guest.Mark.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an earlier agent left that is still what it says: virtual servers that run, and originals
 * that wait and are made from the present description. All else that is ours is of unknown state.
 */
final class Found {
    private final Place place;
    private final Maker maker;

    Found(Place place, Maker maker) {
        this.place = place;
        this.maker = maker;
    }

    List<Guest> among(List<Listed> ours) {
        String template = template();
        var found = new ArrayList<Guest>();
        for (Listed domain : ours) {
            OptionalInt number = Slot.numberOf(domain.name());
            Optional<Mark> mark = domain.mark();
            if (number.isPresent() && mark.isPresent()) {
                stage(domain.state(), mark.get(), template)
                        .map(stage -> guest(number.getAsInt(), mark.get(), stage))
                        .ifPresent(found::add);
            }
        }
        found.addAll(saved(template));
        return found;
    }

    private Optional<Guest.Stage> stage(State state, Mark mark, String template) {
        if (mark.stage() == Stage.SERVING && state == State.RUNNING) {
            return Optional.of(Guest.Stage.SERVING);
        }
        boolean waits =
                mark.stage() == Stage.ORIGINAL
                        && state == State.PAUSED
                        && place.options().kept() == Kept.PAUSED
                        && mark.template().equals(template);
        return waits ? Optional.of(Guest.Stage.READY) : Optional.empty();
    }

    private List<Guest> saved(String template) {
        var found = new ArrayList<Guest>();
        for (Path file : SavedOriginals.in(place.directory())) {
            String name = String.valueOf(file.getFileName()).replace(SavedOriginals.ENDING, "");
            OptionalInt number = Slot.numberOf(name);
            Optional<Mark> mark =
                    SavedOriginals.describedAs(file)
                            .filter(m -> m.owner().equals(place.owner()))
                            .filter(m -> m.template().equals(template))
                            .filter(m -> place.options().kept() == Kept.SAVED);
            if (number.isPresent() && mark.isPresent()) {
                found.add(guest(number.getAsInt(), mark.get(), Guest.Stage.READY));
            } else {
                SavedOriginals.remove(file);
            }
        }
        return found;
    }

    private Guest guest(int number, Mark mark, Guest.Stage stage) {
        var slot = new Slot(number);
        var guest = new Guest(slot, slot.mac(place.ring(), place.host()), mark.template());
        guest.lifeMs = mark.lifeMs();
        guest.server = mark.server();
        guest.stage = stage;
        return guest;
    }

    /** Digest of the present description; of none no original is taken up. */
    private String template() {
        try {
            return maker.template().digest();
        } catch (DriverException e) {
            return "";
        }
    }
}
