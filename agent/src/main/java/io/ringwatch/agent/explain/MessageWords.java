package io.ringwatch.agent.explain;

import io.ringwatch.message.Message;
import io.ringwatch.ring.Ring;
import java.util.List;
import java.util.Optional;

/** What a message says about a server, for those messages that explain something. */
final class MessageWords {
    private final Ring ring;

    MessageWords(Ring ring) {
        this.ring = ring;
    }

    /**
     * A message in words, and about which servers it is.
     *
     * @param about numbers of those servers
     * @param weight whether it is worth telling
     */
    record Saying(List<Integer> about, String text, InputWords.Weight weight) {
        Saying {
            about = List.copyOf(about);
        }
    }

    /** What was said by that member; empty if it is no news about a server. */
    Optional<Saying> of(int from, Message message) {
        String name = name(from);
        if (message instanceof Message.Prepare ask && !ask.suspects().isEmpty()) {
            return sign(ask.suspects(), name + " asks to separate it by version " + ask.version());
        }
        if (message instanceof Message.Objection no) {
            return aside(no.suspect(), name + " objects: it hears that it is well, and reaches it");
        }
        if (message instanceof Message.Released done) {
            return aside(
                    done.server(), name + " has given its VIPs up for version " + done.vacated());
        }
        if (message instanceof Message.AskRelease ask) {
            return aside(
                    ask.server(), name + " asks to give its VIPs up for version " + ask.vacated());
        }
        if (message instanceof Message.Confirmed said) {
            return sign(said.dead(), "a person said at " + name + " that it is off");
        }
        if (message instanceof Message.Order order) {
            return sign(
                    List.of(order.server()),
                    name + " passes an order on: move it " + (order.away() ? "away" : "back"));
        }
        return ofGuests(name, message);
    }

    private static Optional<Saying> ofGuests(String name, Message message) {
        if (message instanceof Message.WantGuest want) {
            return sign(List.of(want.server()), name + " wants its virtual server here");
        }
        if (message instanceof Message.HaveGuest have) {
            return aside(have.server(), name + " has its virtual server ready");
        }
        if (message instanceof Message.NoGuest no) {
            return aside(no.server(), name + " cannot have its virtual server: " + no.reason());
        }
        if (message instanceof Message.DropGuest drop) {
            return aside(drop.server(), name + " does not want its virtual server any more");
        }
        if (message instanceof Message.Claimed claimed) {
            return aside(
                    claimed.server(),
                    name + " holds its VIPs by version " + claimed.version() + ", and they answer");
        }
        return Optional.empty();
    }

    private String name(int member) {
        return ring.nameOf(member);
    }

    private static Optional<Saying> sign(List<Integer> about, String text) {
        return Optional.of(new Saying(about, text, InputWords.Weight.SIGN));
    }

    private static Optional<Saying> aside(int about, String text) {
        return Optional.of(new Saying(List.of(about), text, InputWords.Weight.ASIDE));
    }
}
