package io.ringwatch.agent.guest;

import org.jspecify.annotations.Nullable;

/** One guest of this host, from its making to its end. Guarded by its {@link Originals}. */
final class Guest {
    final Slot slot;
    final String mac;
    final String template;

    /** From resumption to the first answer of its agent, measured when it was made. */
    long lifeMs;

    /** Memory of the host that it has already. */
    long residentKb;

    Stage stage = Stage.MAKING;

    /** The server that it stands in for, 0 for none. */
    int server;

    /** What it was installed with. */
    @Nullable Procedure procedure;

    /** Where it is on its only way. */
    enum Stage {
        MAKING,
        READY,
        /** Taken for a server, and on the way to serve. */
        PREPARING,
        SERVING,
        /** What was installed in it is being stopped. */
        STOPPING,
        /** To be destroyed, whatever it was. */
        ENDING
    }

    Guest(Slot slot, String mac, String template) {
        this.slot = slot;
        this.mac = mac;
        this.template = template;
    }

    @Override
    public String toString() {
        return name() + " (" + stage + ")";
    }

    String name() {
        return slot.domain();
    }
}
