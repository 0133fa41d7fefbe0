package io.ringwatch.member;

import io.ringwatch.dbss.Separation;
import io.ringwatch.files.Change;
import io.ringwatch.files.Place;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Carries out what operators ask, at any member. */
final class Desk {
    /** An edit that was not decided in this time is given up, and the operator is told. */
    private static final long LIMIT_NS = 20_000_000_000L;

    private static final int ORDERS_MAX = 100;

    /** What waited in a stalled agent has arrived when so much time has passed since. */
    private static final long BACKLOG_NS = 1_000_000_000L;

    private final Situation situation;
    private final Map<Long, Order> orders = new LinkedHashMap<>();

    /**
     * Orders passed on by others; their operations are negative, and nobody here waits for them.
     */
    private long passedOn;

    private long backlogUntilNs = Long.MIN_VALUE;

    /**
     * An order that waits for its edit.
     *
     * @param untilMs as in {@link Command}
     */
    private record Order(Command.Kind kind, List<Integer> servers, long untilMs, long deadlineNs) {
        int server() {
            return servers.get(0);
        }
    }

    Desk(Situation situation) {
        this.situation = situation;
    }

    /**
     * This agent was stalled: what arrives now may have waited all that time, and an order that is
     * older than its limit is not carried out.
     */
    void stalled(long lateNs) {
        if (lateNs >= LIMIT_NS) {
            backlogUntilNs = situation.turn().now() + BACKLOG_NS;
        }
    }

    /** Whether what arrives now may be older than an order's limit. */
    boolean isBacklog() {
        return !situation.turn().due(backlogUntilNs);
    }

    void onCommand(long op, Command command) {
        String fault =
                isBacklog()
                        ? "this agent was stalled and cannot know how old the command is: nothing"
                                + " was changed, ask again"
                        : fault(command);
        if (!fault.isEmpty()) {
            answer(op, false, fault);
            return;
        }
        List<Integer> servers = command.servers();
        situation
                .turn()
                .tell(
                        Event.Kind.OPERATOR,
                        servers.get(0),
                        "an operator asks: " + command.kind(),
                        "servers",
                        servers.stream().map(situation::nameOf).toList());
        switch (command.kind()) {
            case START -> flags(op, servers, true);
            case STOP -> flags(op, servers, false);
            case CONFIRM_DEAD -> confirm(op, servers);
            case MAINTAIN -> take(op, command);
            case MOVE, MOVE_BACK, RECOVER -> {
                take(op, command);
                passOn(command.kind(), servers.get(0));
            }
        }
    }

    /** Whether no command waits. */
    boolean isEmpty() {
        return orders.isEmpty();
    }

    private void take(long op, Command command) {
        long deadlineNs = situation.turn().now() + LIMIT_NS;
        situation.turn().wakeBy(deadlineNs);
        orders.put(op, new Order(command.kind(), command.servers(), command.untilMs(), deadlineNs));
    }

    /**
     * Only the group edits: a separated server asks the council, and sees it in the files. And who
     * will lead a move begins it, when it has a virtual server ready.
     */
    private void passOn(Command.Kind kind, int server) {
        List<Integer> to = situation.voter().council().members();
        if (kind == Command.Kind.MOVE) {
            to = List.of(leader(server));
        } else if (situation.operation().groupInRingOrder().contains(situation.self())) {
            to = List.of();
        }
        var order = new Message.Order(kind == Command.Kind.MOVE, server);
        to.stream()
                .filter(member -> member != situation.self())
                .forEach(member -> situation.turn().send(member, order));
    }

    private int leader(int server) {
        return situation.operation().predecessorInGroup(server);
    }

    /** What an operator has asked of another member. */
    void onOrder(Message.Order message) {
        Command.Kind kind = message.away() ? Command.Kind.MOVE : Command.Kind.MOVE_BACK;
        boolean known =
                orders.values().stream()
                        .anyMatch(o -> o.kind() == kind && o.server() == message.server());
        var command = new Command(kind, List.of(message.server()));
        if (!known && !isBacklog() && fault(command).isEmpty()) {
            passedOn++;
            take(-passedOn, command);
        }
    }

    /** Servers that are to be moved away by orders that are led from here, once that is ready. */
    List<Integer> moving() {
        // asked in every turn, and nearly always there is none
        if (orders.isEmpty()) {
            return List.of();
        }
        return orders.values().stream()
                .filter(order -> order.kind() == Command.Kind.MOVE)
                .map(Order::server)
                .filter(server -> leader(server) == situation.self())
                .toList();
    }

    private String fault(Command command) {
        if (command.servers().isEmpty()) {
            return command.kind() + " needs the name of a server";
        }
        for (int server : command.servers()) {
            if (!situation.ring().has(server)) {
                return "there is no member " + server + " in the ring file";
            }
        }
        int server = command.servers().get(0);
        Row row = situation.row(server).orElse(null);
        return switch (command.kind()) {
            case START, STOP -> "";
            case CONFIRM_DEAD -> confirmFault(command.servers());
            case MAINTAIN -> Maintenance.fault(situation, command).orElseGet(this::tooMany);
            case MOVE -> moveFault(row, server);
            case MOVE_BACK ->
                    row != null && row.place().isSeparated()
                            ? tooMany()
                            : situation.nameOf(server) + " is not served by a virtual server";
            case RECOVER ->
                    row != null && row.place().isSeparated()
                            ? tooMany()
                            : situation.nameOf(server)
                                    + " is not separated: there is nothing to recover";
        };
    }

    private String tooMany() {
        return orders.size() < ORDERS_MAX ? "" : "too many commands are waiting";
    }

    private String confirmFault(List<Integer> servers) {
        for (int server : servers) {
            if (server == situation.self() || situation.hearing().isFresh(server)) {
                return situation.nameOf(server) + " is alive: it was heard just now";
            }
        }
        return "";
    }

    private String moveFault(@Nullable Row row, int server) {
        if (row == null || row.place() != Place.GROUP) {
            return situation.nameOf(server) + " is not in the group";
        }
        if (leader(server) == Row.NOBODY) {
            return situation.nameOf(server)
                    + " is alone in the group: nobody could host its virtual server";
        }
        return tooMany();
    }

    private void flags(long op, List<Integer> servers, boolean present) {
        for (int server : servers) {
            if (server == situation.self()) {
                situation.turn().emit(new Effect.SetFlag(present));
            } else {
                situation.turn().send(server, new Message.Flag(present));
            }
        }
        answer(op, true, (present ? "flag sent to " : "flag taken from ") + names(servers));
    }

    private void confirm(long op, List<Integer> servers) {
        situation.deaths().confirm(servers);
        for (int member : situation.ring().members()) {
            if (member != situation.self()) {
                situation.turn().send(member, new Message.Confirmed(servers));
            }
        }
        answer(op, true, names(servers) + " counted as off from now on, until heard again");
    }

    private String names(List<Integer> servers) {
        return String.join(", ", servers.stream().map(situation::nameOf).toList());
    }

    private void answer(long op, boolean done, String text) {
        if (op < 0) {
            return;
        }
        situation.turn().emit(new Effect.Answer(op, done, text));
    }

    /** Answers what the files show as done, and what took too long. */
    void poll() {
        if (orders.isEmpty()) {
            return;
        }
        // a copy in the order of asking: that of Map.copyOf differs from run to run
        for (var entry : new ArrayList<>(orders.entrySet())) {
            Order order = entry.getValue();
            if (wanted(order) == null) {
                orders.remove(entry.getKey());
                over(entry.getKey(), order);
            } else if (situation.turn().due(order.deadlineNs())) {
                orders.remove(entry.getKey());
                answer(
                        entry.getKey(),
                        false,
                        order.kind()
                                + " "
                                + names(order.servers())
                                + " could not be decided within 20 s: no quorum, this server is not in the"
                                + " group, or no host has a virtual server ready; nothing was changed");
            }
        }
    }

    /** Nothing is left to be changed: it is done, or cannot be done any more. */
    private void over(long op, Order order) {
        Row row = situation.row(order.server()).orElse(null);
        boolean stays =
                order.kind() == Command.Kind.MOVE && row != null && row.place() == Place.GROUP;
        answer(
                op,
                !stays,
                stays
                        ? moveFault(row, order.server())
                        : order.kind() + " " + names(order.servers()) + ": begun");
    }

    /** The change that the order still needs, {@code null} if the files show it as done. */
    private @Nullable List<Change> wanted(Order order) {
        Row row = situation.row(order.server()).orElse(null);
        if (row == null) {
            return null;
        }
        long wallMs = situation.turn().wallMs();
        int leader = leader(order.server());
        return switch (order.kind()) {
            case MOVE ->
                    row.place() == Place.GROUP && leader != Row.NOBODY
                            ? Separation.changes(
                                    situation.files(),
                                    order.server(),
                                    Reason.MOVED,
                                    leader,
                                    situation.nextVersion(),
                                    wallMs)
                            : null;
            case MOVE_BACK, RECOVER -> {
                boolean waits =
                        row.reason() == Reason.MOVED
                                || row.reason() != Reason.NONE
                                        && situation.timing().failBack().mayWait();
                boolean needed =
                        row.place() == Place.DOWN || row.place() == Place.REVIVING && waits;
                yield needed
                        ? List.of(
                                new Change(
                                        row,
                                        row.separated(
                                                Place.REVIVING, Reason.NONE, row.leader(), wallMs)))
                        : null;
            }
            case MAINTAIN -> Maintenance.changes(situation, order.servers(), order.untilMs());
            case START, STOP, CONFIRM_DEAD -> null;
        };
    }

    /**
     * Adds the changes that the first waiting command wants, if nothing else is wanted. Each is
     * planned on the files as they are: two of them in one edit, or one beside the separation of
     * others, could leave nobody in the group to lead what they begin.
     *
     * @param ready whether a virtual server of that server is ready
     */
    void wants(List<Change> changes, IntPredicate ready) {
        if (!changes.isEmpty()) {
            return;
        }
        for (Order order : orders.values()) {
            List<Change> wanted = wanted(order);
            boolean ripe = order.kind() != Command.Kind.MOVE || ready.test(order.server());
            if (wanted != null && ripe) {
                changes.addAll(wanted);
                return;
            }
        }
    }
}
