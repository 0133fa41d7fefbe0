package io.ringwatch.demo.world;

import io.ringwatch.demo.line.Desk;
import io.ringwatch.demo.line.Wire;
import io.ringwatch.demo.plan.PlannedServer;
import io.ringwatch.demo.plan.World;
import io.ringwatch.demo.world.Wiring.Hold;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the switch is told and asked, one line each:
 *
 * <pre>
 * HOLD machine probe seq [server,target,untilNs ...]   claims, all of them; answers CLAIMED server,
 *                                                CONFLICT server text, and at last HELD seq
 * ECHO machine id          answered by ECHOED id if that machine is on
 * GATEWAY machine id       answered by ECHOED id if that machine's gateway is there
 * BOARD machine            this wire leads to the board; ON machine, OFF machine, ECHOED id follow
 * GATEWAY-LOST machine, GATEWAY-BACK machine     answered by OK
 * DUAL                     time in which a VIP had two claimants, in ms
 * HOLDERS                  server=machine,... for every VIP
 * </pre>
 */
final class SwitchClerk implements Desk.Clerk {
    private final World world;
    private final Wiring wiring;
    private final Echoes echoes = new Echoes();

    SwitchClerk(World world, Wiring wiring) {
        this.world = world;
        this.wiring = wiring;
    }

    @Override
    public void take(String line, Wire from) throws IOException {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "HOLD" -> hold(words, from);
            case "ECHO" -> echoes.ask(number(words, 1), from, words[2]);
            case "ECHOED" -> echoes.answered(Long.parseLong(words[1]));
            case "GATEWAY" -> {
                if (wiring.gatewayAnswers(number(words, 1))) {
                    from.send("ECHOED " + words[2]);
                }
            }
            case "BOARD" -> echoes.boardIs(number(words, 1), from);
            case "ON" -> wiring.turnedOn(number(words, 1));
            case "OFF" -> {
                wiring.turnedOff(number(words, 1));
                from.send("OFF-SEEN");
            }
            case "GATEWAY-LOST" -> gateway(words, true, from);
            case "GATEWAY-BACK" -> gateway(words, false, from);
            case "DUAL" -> from.send(Long.toString(wiring.dualMs()));
            case "HOLDERS" -> from.send(holders());
            case "HELLO" -> from.send("WELCOME");
            default -> throw new IOException("not understood: " + line);
        }
    }

    private void hold(String[] words, Wire from) throws IOException {
        var holds = new ArrayList<Hold>();
        for (int i = 4; i < words.length; i++) {
            String[] parts = words[i].split(",", -1);
            holds.add(new Hold(Integer.parseInt(parts[0]), parts[1], Long.parseLong(parts[2])));
        }
        boolean probe = words[2].equals("probe");
        for (String news : wiring.hold(number(words, 1), holds, probe)) {
            from.send(news);
        }
        from.send("HELD " + words[3]);
    }

    private void gateway(String[] words, boolean lost, Wire from) throws IOException {
        wiring.gateway(number(words, 1), lost);
        from.send("OK");
    }

    private String holders() {
        var all = new ArrayList<String>();
        for (PlannedServer server : world.realServers()) {
            List<String> holders =
                    wiring.holders(server.number()).stream().map(String::valueOf).toList();
            all.add(server.number() + "=" + String.join(",", holders));
        }
        return String.join(" ", all);
    }

    private static int number(String[] words, int index) throws IOException {
        if (words.length <= index) {
            throw new IOException("too short: " + String.join(" ", words));
        }
        return Integer.parseInt(words[index]);
    }

    @Override
    public void ended(Wire wire) {
        echoes.ended(wire);
    }
}
