package io.ringwatch.agent.guest;

import io.ringwatch.agent.drivers.DriverListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what drivers tell. */
final class Told implements DriverListener {
    final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void vipClaimed(int server) {
        lines.add("claimed " + server);
    }

    @Override
    public void vipDropped(int server, long op) {
        lines.add("dropped " + server);
    }

    @Override
    public void vipConflict(int server, String detail) {
        lines.add("conflict " + server);
    }

    @Override
    public void guestDied(int server, String reason) {
        lines.add("died " + server + " " + reason);
    }
}
