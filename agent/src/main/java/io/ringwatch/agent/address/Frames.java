package io.ringwatch.agent.address;

import io.ringwatch.agent.kernel.KernelException;
import io.ringwatch.agent.kernel.PacketSocket;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What one family of addresses says on the wire: probes, announcements, and who contradicts. */
interface Frames {
    /** Ethernet protocol number. */
    int etherType();

    /** Classic BPF that lets through what {@link #claim} and {@link #question} look at. */
    int[][] filter();

    /** Asks who has the address, without saying that we had it. */
    byte[] probe(Lan lan, byte[] address);

    /** Says that we have the address, in each form that somebody may insist on. */
    List<byte[]> announcements(Lan lan, byte[] address);

    /** The hardware address of another machine that says that it has the address. */
    Optional<String> claim(Lan lan, byte[] address, byte[] frame);

    /** The hardware address of another machine that asks for it before it claims it, too. */
    Optional<String> question(Lan lan, byte[] address, byte[] frame);

    /**
     * A socket on that network that hears this family.
     *
     * @throws KernelException if the kernel gives none
     */
    default PacketSocket open(Lan lan) throws KernelException {
        return PacketSocket.open(lan.index(), etherType(), filter());
    }

    static Frames of(byte[] address) {
        return address.length == 4 ? new ArpFrames() : new NeighbourFrames();
    }

    static String mac(byte[] frame, int at) {
        return HexFormat.ofDelimiter(":").formatHex(frame, at, at + Lan.MAC_BYTES);
    }
}
