package io.ringwatch.agent.address;

/**
 * A VIP and who may use it: this machine itself, or the guest at one port of its bridge.
 *
 * @param port the guest's port; empty for this machine itself
 */
record Pass(Vip vip, String port) {
    static Pass own(Vip vip) {
        return new Pass(vip, "");
    }

    boolean isOwn() {
        return port.isEmpty();
    }
}
