package io.ringwatch.agent.socket;

import io.ringwatch.agent.config.RingConfig.Machine;
import io.ringwatch.agent.config.Spelling;
import io.ringwatch.agent.daemon.AgentDoor;
import io.ringwatch.agent.daemon.CommandAnswer;
import io.ringwatch.agent.json.Json;
import io.ringwatch.agent.json.MalformedTextException;
import io.ringwatch.agent.status.RingStatus;
import io.ringwatch.member.Command;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes commands: finds out what was meant, gives it to the member, and tells how it ended. */
final class CommandDesk {
    /** Longest wait for a command's answer. */
    static final long WAIT_MAX_S = 60;

    private static final long WAIT_S = 10;

    private static final String ALL = "*";

    private final AgentDoor door;

    CommandDesk(AgentDoor door) {
        this.door = door;
    }

    Response answer(Request request) throws HttpException {
        long waitS = request.number("wait", WAIT_S, 1, WAIT_MAX_S);
        Command command = command(request.body());
        CommandAnswer answer = door.command(command, Duration.ofSeconds(waitS));
        int status =
                switch (answer.outcome()) {
                    case DONE -> 200;
                    case LATE -> 202;
                    case REFUSED -> 409;
                    case NOT_TAKEN -> 503;
                };
        if (request.wantsText()) {
            return Response.text(status, answer.text() + "\n");
        }
        var value = new LinkedHashMap<String, Object>();
        value.put("schema", RingStatus.SCHEMA);
        value.put("outcome", answer.outcome().name().toLowerCase(Locale.ROOT));
        value.put("text", answer.text());
        return Response.json(status, value);
    }

    private Command command(String body) throws HttpException {
        try {
            Body asked = Json.read(body, Body.class);
            Command.Kind kind = kind(asked.kind() == null ? "" : asked.kind());
            List<String> names = asked.servers() == null ? List.of() : asked.servers();
            List<Integer> servers = servers(names);
            boolean one =
                    kind == Command.Kind.MOVE
                            || kind == Command.Kind.MOVE_BACK
                            || kind == Command.Kind.RECOVER;
            if (one && servers.size() != 1) {
                throw bad(asked.kind() + " is about one server, named in servers");
            }
            boolean own = kind == Command.Kind.START || kind == Command.Kind.STOP;
            if (servers.isEmpty() && !own) {
                throw bad(asked.kind() + " needs the names of servers");
            }
            List<Integer> meant = servers.isEmpty() ? List.of(door.self()) : servers;
            return kind == Command.Kind.MAINTAIN
                    ? new Command(kind, meant, untilMs(asked.forMs()))
                    : new Command(kind, meant);
        } catch (MalformedTextException e) {
            throw bad("the body is not {\"kind\": ..., \"servers\": [...]}: " + e.getMessage());
        }
    }

    private static long untilMs(@Nullable Long forMs) throws HttpException {
        if (forMs == null || forMs < 0 || forMs > Command.MAINTAIN_MAX_MS) {
            throw bad("maintain needs forMs, 0 to end it, at most " + Command.MAINTAIN_MAX_MS);
        }
        return forMs == 0 ? 0 : System.currentTimeMillis() + forMs;
    }

    private static HttpException bad(String text) {
        return new HttpException(400, "bad-command", text);
    }

    private static Command.Kind kind(String word) throws HttpException {
        for (Command.Kind kind : Command.Kind.values()) {
            if (kind.name().equalsIgnoreCase(word.replace('-', '_'))) {
                return kind;
            }
        }
        List<String> kinds =
                Arrays.stream(Command.Kind.values())
                        .map(k -> k.name().toLowerCase(Locale.ROOT))
                        .toList();
        throw bad("kind \"" + word + "\" is not one of " + String.join(", ", kinds));
    }

    private List<Integer> servers(List<String> names) throws HttpException {
        if (names.equals(List.of(ALL))) {
            return door.config().ring().servers().stream().map(Server::number).toList();
        }
        var numbers = new ArrayList<Integer>();
        var unknown = new ArrayList<String>();
        for (String name : names) {
            Optional<Integer> number = number(name);
            number.ifPresent(numbers::add);
            if (number.isEmpty()) {
                unknown.add(name + Spelling.hint(String.valueOf(name), this.names()));
            }
        }
        if (!unknown.isEmpty()) {
            throw new HttpException(
                    404,
                    "no-such-server",
                    "ring "
                            + door.config().ring().name()
                            + " has no server "
                            + String.join(", ", unknown));
        }
        return numbers.stream().distinct().toList();
    }

    private List<String> names() {
        return door.config().machines().stream().map(Machine::name).toList();
    }

    private Optional<Integer> number(@Nullable String name) {
        if ("witness".equals(name) && door.config().ring().witness()) {
            return Optional.of(Ring.WITNESS);
        }
        return door.config().machines().stream()
                .filter(m -> m.name().equalsIgnoreCase(name))
                .map(Machine::number)
                .findFirst();
    }

    /** A command as it is sent. */
    private record Body(
            @Nullable String kind, @Nullable List<String> servers, @Nullable Long forMs) {}
}
