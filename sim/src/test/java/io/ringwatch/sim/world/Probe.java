package io.ringwatch.sim.world;

import io.ringwatch.message.Message;

/** Something to send; what it says does not matter here. */
final class Probe {
    static final Message MESSAGE = new Message.DropGuest(1);

    private Probe() {}
}
