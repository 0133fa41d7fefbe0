package io.ringwatch.demo.world;

import io.ringwatch.demo.line.Desk;
import io.ringwatch.demo.line.Wire;
import io.ringwatch.demo.plan.Fault;
import io.ringwatch.demo.plan.World;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * What a board is told and asked, one line each, answered by one line:
 *
 * <pre>
 * BOOT                     first power; OK
 * BREAK kind               OK
 * FENCE status|off|on      OFF or ON, as it is afterwards
 * WAKE                     wake-on-LAN; OK
 * RESTART                  the machine restarts itself; OK
 * RESTART-SERVICE          OK, or FAILED reason
 * PREPARE server limitMs   READY address resumeMs installMs, or FAILED reason
 * SUSPEND server           OK
 * WATCH                    OK; GUEST-DIED server reason follow
 * STATUS                   OFF|BOOTING|ON agentPid suspended server@address,...
 * </pre>
 */
final class BoardClerk implements Desk.Clerk {
    private final World world;
    private final Machine machine;
    private final Watchers watchers;

    BoardClerk(World world, Machine machine, Watchers watchers) {
        this.world = world;
        this.machine = machine;
        this.watchers = watchers;
    }

    @Override
    public void take(String line, Wire from) throws IOException {
        String answer;
        try {
            answer = answer(line.split(" ", -1), from);
        } catch (IOException | IllegalArgumentException e) {
            answer = "FAILED " + e.getMessage();
        }
        from.send(answer);
    }

    private String answer(String[] words, Wire from) throws IOException {
        switch (words[0]) {
            case "BOOT" -> machine.powerOn(0);
            case "BREAK" -> machine.breakIt(Fault.of(word(words, 1)).orElseThrow(IOException::new));
            case "FENCE" -> {
                return fence(word(words, 1));
            }
            case "WAKE" -> machine.powerOn(Machine.START_MS);
            case "RESTART" -> machine.restart(Machine.RESTART_MS);
            case "RESTART-SERVICE" -> machine.restartDaemons();
            case "PREPARE" -> {
                return prepare(words);
            }
            case "SUSPEND" -> machine.guests().suspend(Integer.parseInt(word(words, 1)));
            case "WATCH" -> watchers.add(from);
            case "STATUS" -> {
                return status();
            }
            default -> throw new IOException("not understood: " + words[0]);
        }
        return "OK";
    }

    private String fence(String action) throws IOException {
        switch (action) {
            case "off" -> machine.powerOff();
            case "on" -> machine.powerOn(Machine.START_MS);
            case "status" -> {
                // Only asked.
            }
            default -> throw new IOException("a fence cannot " + action);
        }
        return machine.hasPower() ? "ON" : "OFF";
    }

    private String prepare(String[] words) throws IOException {
        var server = world.server(Integer.parseInt(word(words, 1)));
        var prepared =
                machine.guests().prepare(server, Duration.ofMillis(Long.parseLong(word(words, 2))));
        return "READY "
                + prepared.address()
                + " "
                + prepared.resumeMs()
                + " "
                + prepared.installMs();
    }

    private String status() {
        String power = machine.isUp() ? "ON" : machine.hasPower() ? "BOOTING" : "OFF";
        return power
                + " "
                + machine.agentPid()
                + " "
                + machine.guests().suspendedCount()
                + " "
                + machine.guests().active().entrySet().stream()
                        .map(guest -> guest.getKey() + "@" + guest.getValue())
                        .collect(Collectors.joining(","));
    }

    private static String word(String[] words, int index) throws IOException {
        if (words.length <= index) {
            throw new IOException("too short: " + String.join(" ", words));
        }
        return words[index];
    }

    @Override
    public void ended(Wire wire) {
        watchers.remove(wire);
    }
}
