package io.ringwatch.demo.drivers;

import io.ringwatch.agent.drivers.DriverListener;
import io.ringwatch.agent.drivers.Drivers;
import io.ringwatch.agent.drivers.Fences;
import io.ringwatch.agent.drivers.NetworkExamination;
import io.ringwatch.agent.drivers.Power;
import io.ringwatch.agent.drivers.Services;
import io.ringwatch.agent.drivers.Vips;
import io.ringwatch.agent.drivers.VirtualServers;
import io.ringwatch.demo.line.Link;
import io.ringwatch.demo.plan.World;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The drivers of one agent: lasting connections to the switch and to the own board. */
final class DemoDrivers implements Drivers {
    private final Link toSwitch;
    private final Link toBoard;
    private final SwitchVips vips;
    private final SwitchEchoes echoes;
    private final BoardOrders orders;

    DemoDrivers(World world, int self, boolean probe, DriverListener listener) {
        var board = world.boardDesk(world.server(self));
        orders = new BoardOrders(world, self);
        vips = new SwitchVips(world, self, probe, orders::addressOfGuest, listener);
        echoes = new SwitchEchoes(self);
        toSwitch = new Link(world.switchDesk(), "HELLO", this::fromSwitch);
        toBoard = new Link(board, "WATCH", line -> fromBoard(line, listener));
        vips.connected(toSwitch);
        echoes.connected(toSwitch);
    }

    private void fromSwitch(String line) {
        if (line.startsWith("ECHOED ")) {
            echoes.answered(line);
        } else {
            vips.told(line);
        }
    }

    private static void fromBoard(String line, DriverListener listener) {
        String[] words = line.split(" ", 3);
        if (words[0].equals("GUEST-DIED") && words.length == 3) {
            listener.guestDied(Integer.parseInt(words[1]), words[2]);
        }
    }

    @Override
    public Vips vips() {
        return vips;
    }

    @Override
    public VirtualServers virtualServers() {
        return orders;
    }

    @Override
    public Power power() {
        return orders;
    }

    @Override
    public Fences fences() {
        return orders;
    }

    @Override
    public Services services() {
        return orders;
    }

    @Override
    public NetworkExamination network() {
        return echoes;
    }

    @Override
    public void close() {
        try {
            toSwitch.close();
            toBoard.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
