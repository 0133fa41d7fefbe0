package io.ringwatch.agent.guest;

import io.ringwatch.agent.drivers.Originals.Ready;
import io.ringwatch.agent.drivers.Originals.Serving;
import io.ringwatch.agent.guest.Guest.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Guests as they are shown. */
final class Guests {
    private Guests() {}

    /**
     * Those that are ready.
     *
     * @param waiting those that wait
     * @param coldLifeMs how long the start of one that is not kept took, 0 if that is not so or not
     *     known
     */
    static List<Ready> ready(Collection<Guest> waiting, long coldLifeMs) {
        var ready = new ArrayList<Ready>();
        waiting.forEach(guest -> ready.add(new Ready(guest.name(), guest.lifeMs)));
        if (coldLifeMs > 0) {
            ready.add(new Ready("(cold)", coldLifeMs));
        }
        return ready;
    }

    /** Those that stand in for a server. */
    static List<Serving> serving(Collection<Guest> guests) {
        return guests.stream()
                .filter(guest -> guest.stage == Stage.SERVING)
                .map(guest -> new Serving(guest.name(), guest.server, guest.slot.port()))
                .toList();
    }
}
