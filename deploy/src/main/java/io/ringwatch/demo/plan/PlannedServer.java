package io.ringwatch.demo.plan;

/**
 * A server of the demonstration. Its addresses follow from its number, as in the paper's fig. 4:
 * 172.21.14.3 and the virtual 172.21.14.203 there are 127.0.14.3 and 127.0.14.203 here.
 *
 * @param number position in the ring, from 1; {@link #WITNESS} for the witness
 * @param name host name
 * @param kind its service; the witness serves nothing, whatever it says here
 */
public record PlannedServer(int number, String name, ServiceKind kind) {
    /** Number of the witness. */
    public static final int WITNESS = 0;

    /** Largest number whose addresses do not meet another's. */
    public static final int NUMBER_MAX = 40;

    private static final int WITNESS_HOST = 100;

    /** Own address on the service network (IPR). */
    public String serviceAddress() {
        return "127.0.14." + host();
    }

    /** Own address on the management network. */
    public String managementAddress() {
        return "127.0.15." + host();
    }

    /** Virtual address that clients use (VIP). */
    public String vip() {
        return "127.0.14." + (200 + number);
    }

    /** Address of its board, which outlives it. */
    public String boardAddress() {
        return "127.0.13." + host();
    }

    /**
     * Address of a virtual server on this host (IPV).
     *
     * @param count of the virtual servers that this host has started, from 1
     */
    public String guestAddress(int count) {
        return "127.0." + (100 + number) + "." + (1 + count % 250);
    }

    /** MAC address for wake-on-LAN, locally administered. */
    public String mac() {
        return "02:00:00:00:00:%02x".formatted(number);
    }

    /** Whether it is the witness. */
    public boolean isWitness() {
        return number == WITNESS;
    }

    private int host() {
        return isWitness() ? WITNESS_HOST : number;
    }
}
