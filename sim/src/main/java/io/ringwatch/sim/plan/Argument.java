package io.ringwatch.sim.plan;

import io.ringwatch.member.Command;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can stand behind the kind of a fault, and how a wrong one is told. */
enum Argument {
    SERVER("S"),
    SERVERS("NAMES"),
    /** One side of a split; as the last one also a network. */
    SIDE("NAMES|NETWORK"),
    SERVICE("SERVICE"),
    NETWORK("NETWORK"),
    LENGTH("LENGTH"),
    PERCENT("PERCENT"),
    FACTOR("FACTOR"),
    MILLISECONDS("MS"),
    PPM("PPM"),
    MESSAGE("MESSAGE"),
    COMMAND("COMMAND");

    static final List<String> NETWORKS = List.of("service", "management", "both");
    static final List<String> MESSAGES =
            Arrays.stream(Message.class.getPermittedSubclasses())
                    .map(Class::getSimpleName)
                    .toList();
    static final List<String> COMMANDS =
            Arrays.stream(Command.Kind.values())
                    .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .toList();

    private static final int FACTOR_MAX = 1_000;
    private static final int PPM_MAX = 100_000;
    private static final int MS_MAX = 1_000_000_000;

    private final String usage;

    Argument(String usage) {
        this.usage = usage;
    }

    /** As it stands in a usage line. */
    String usage() {
        return usage;
    }

    /** What is wrong with this text, whatever the ring is; empty if nothing. */
    Optional<String> formProblem(String text) {
        return switch (this) {
            case SERVER, SERVERS, SIDE, SERVICE -> Optional.empty();
            case NETWORK -> oneOf("network", text, NETWORKS);
            case LENGTH -> length(text);
            case PERCENT -> number(text, 0, 100, "a percentage from 0 to 100");
            case FACTOR -> number(text, 1, FACTOR_MAX, "a factor from 1 to 1000");
            case MILLISECONDS -> number(text, -MS_MAX, MS_MAX, "a number of milliseconds");
            case PPM ->
                    number(text, -PPM_MAX, PPM_MAX, "parts per million, from -100000 to 100000");
            case MESSAGE -> oneOf("kind of message", text, MESSAGES);
            case COMMAND -> oneOf("command", text, COMMANDS);
        };
    }

    /**
     * What of this text the ring does not have; empty if it has it.
     *
     * @param ring the ring file
     * @param first the first argument of the same fault, whose services are meant
     */
    Optional<String> ringProblem(String text, Ring ring, String first) {
        return switch (this) {
            case SERVER -> member(text, ring);
            case SERVERS -> members(text, ring);
            case SIDE -> NETWORKS.contains(text) ? Optional.empty() : members(text, ring);
            case SERVICE -> service(text, ring, first);
            case NETWORK, LENGTH, PERCENT, FACTOR, MILLISECONDS, PPM, MESSAGE, COMMAND ->
                    Optional.empty();
        };
    }

    private static Optional<String> members(String joined, Ring ring) {
        return Arrays.stream(joined.split(",", -1))
                .flatMap(name -> member(name, ring).stream())
                .findFirst();
    }

    private static Optional<String> member(String name, Ring ring) {
        List<String> names = ring.members().stream().map(ring::nameOf).toList();
        return oneOf("server", name, names);
    }

    private static Optional<String> service(String service, Ring ring, String server) {
        return ring.servers().stream()
                .filter(s -> s.name().equals(server))
                .map(Server::services)
                .findFirst()
                .flatMap(services -> oneOf("service of " + server, service, services));
    }

    private static Optional<String> oneOf(String what, String text, List<String> known) {
        return known.contains(text)
                ? Optional.empty()
                : Optional.of(
                        "no %s '%s': it is one of %s%s"
                                .formatted(
                                        what,
                                        text,
                                        String.join(", ", known),
                                        Spelling.hint(text, known)));
    }

    private static Optional<String> length(String text) {
        try {
            return Lengths.ns(text) >= 0 ? Optional.empty() : Optional.of("negative: " + text);
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> number(String text, int min, int max, String what) {
        try {
            int number = Integer.parseInt(text);
            return number >= min && number <= max
                    ? Optional.empty()
                    : Optional.of("not " + what + ": " + text);
        } catch (NumberFormatException e) {
            return Optional.of("not " + what + ": " + text);
        }
    }
}
