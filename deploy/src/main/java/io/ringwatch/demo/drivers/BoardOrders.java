package io.ringwatch.demo.drivers;

import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.drivers.Fences;
import io.ringwatch.agent.drivers.Power;
import io.ringwatch.agent.drivers.Services;
import io.ringwatch.agent.drivers.VirtualServers;
import io.ringwatch.demo.line.Question;
import io.ringwatch.demo.plan.PlannedServer;
import io.ringwatch.demo.plan.World;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Orders to boards: the own one for this machine, the others' for power and fences. */
final class BoardOrders implements VirtualServers, Power, Fences, Services {
    private static final Logger LOG = LoggerFactory.getLogger(BoardOrders.class);
    private static final Duration SHORT_LIMIT = Duration.ofSeconds(2);

    private final World world;
    private final PlannedServer self;
    private final Map<Integer, String> guests = new ConcurrentHashMap<>();

    BoardOrders(World world, int self) {
        this.world = world;
        this.self = world.server(self);
        takeOver();
    }

    /** An agent that was killed may have left virtual servers, which go on. */
    private void takeOver() {
        try {
            String status = order(self, "STATUS", SHORT_LIMIT);
            String[] words = status.split(" ", -1);
            for (String guest :
                    words.length > 3 && !words[3].isEmpty()
                            ? words[3].split(",", -1)
                            : new String[0]) {
                String[] parts = guest.split("@", -1);
                guests.put(Integer.parseInt(parts[0]), parts[1]);
            }
        } catch (DriverException e) {
            LOG.warn("virtual servers of an earlier agent are not known: {}", e.getMessage());
        }
    }

    /** Address of the virtual server of a server here, empty if there is none. */
    String addressOfGuest(int server) {
        return guests.getOrDefault(server, "");
    }

    @Override
    public Prepared prepare(int server, Duration limit) throws DriverException {
        String answer = order(self, "PREPARE " + server + " " + limit.toMillis(), limit);
        String[] words = answer.split(" ", -1);
        if (!words[0].equals("READY") || words.length != 4) {
            throw new DriverException("the host's board says: " + answer);
        }
        guests.put(server, words[1]);
        return new Prepared(Long.parseLong(words[2]), Long.parseLong(words[3]));
    }

    @Override
    public void suspend(int server) throws DriverException {
        guests.remove(server);
        expectOk(order(self, "SUSPEND " + server, SHORT_LIMIT));
    }

    @Override
    public void wake(int server) throws DriverException {
        expectOk(order(world.server(server), "WAKE", SHORT_LIMIT));
    }

    @Override
    public void restart(String reason) throws DriverException {
        expectOk(order(self, "RESTART", SHORT_LIMIT));
    }

    @Override
    public void restart(String service, Duration limit) throws DriverException {
        expectOk(order(self, "RESTART-SERVICE " + service, limit));
    }

    @Override
    public Result fence(int server, Effect.Power action, Duration limit) {
        String word = action.name().toLowerCase(Locale.ROOT);
        try {
            String answer = order(world.server(server), "FENCE " + word, limit);
            return switch (answer) {
                case "OFF" -> new Result(Input.FenceStatus.OFF, "");
                case "ON" -> new Result(Input.FenceStatus.ON, "");
                default -> new Result(Input.FenceStatus.FAILED, answer);
            };
        } catch (DriverException e) {
            return new Result(Input.FenceStatus.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private String order(PlannedServer to, String line, Duration limit) throws DriverException {
        try {
            return Question.ask(world.boardDesk(to), line, limit);
        } catch (IOException e) {
            throw new DriverException(
                    "the board of " + to.name() + " did not carry out '" + line + "': " + e, e);
        }
    }

    private static void expectOk(String answer) throws DriverException {
        if (!answer.equals("OK")) {
            throw new DriverException("the board says: " + answer);
        }
    }
}
