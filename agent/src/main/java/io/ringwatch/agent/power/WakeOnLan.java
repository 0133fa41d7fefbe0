package io.ringwatch.agent.power;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.config.RingConfig.Machine;
import io.ringwatch.agent.drivers.DriverException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Wakes machines: a broadcast datagram with the machine's hardware address sixteen times in it, on
 * this server's service network and on its management network, since the ring file does not say in
 * which of them the waking card is. It is no proof of anything, and turns nothing off.
 */
public final class WakeOnLan {
    private static final int PORT = 9;
    private static final int PACKETS = 3;
    private static final int MAC_BYTES = 6;
    private static final int REPETITIONS = 16;

    private final RingConfig config;
    private final Set<String> sources = new LinkedHashSet<>();

    /**
     * @param self number of the member that runs here
     */
    public WakeOnLan(RingConfig config, int self) {
        this.config = config;
        Machine here = config.machine(self);
        sources.add(here.serviceAddress());
        sources.add(here.managementAddress());
    }

    /**
     * Sends several packets: nobody acknowledges them.
     *
     * @throws DriverException if none of the networks took one
     */
    public void wake(int server) throws DriverException {
        Machine machine = config.machine(server);
        if (machine.mac().isEmpty()) {
            throw new DriverException(machine.name() + " has no hardware address to wake it by");
        }
        byte[] packet = packet(machine.mac());
        var failures = new ArrayList<String>();
        int sent = 0;
        for (int i = 0; i < PACKETS; i++) {
            for (String source : sources) {
                try {
                    send(source, packet);
                    sent++;
                } catch (IOException e) {
                    failures.add(source + ": " + e.getMessage());
                }
            }
        }
        if (sent == 0) {
            throw new DriverException("no packet could be sent: " + String.join("; ", failures));
        }
    }

    /** The kernel sends a limited broadcast on the interface that has the source's address. */
    private static void send(String source, byte[] packet) throws IOException {
        try (var socket = new DatagramSocket(new InetSocketAddress(source, 0))) {
            socket.setBroadcast(true);
            InetAddress everybody = InetAddress.getByName("255.255.255.255");
            socket.send(new DatagramPacket(packet, packet.length, everybody, PORT));
        }
    }

    static byte[] packet(String mac) {
        byte[] address = HexFormat.ofDelimiter(":").parseHex(mac);
        ByteBuffer packet = ByteBuffer.allocate(MAC_BYTES * (1 + REPETITIONS));
        for (int i = 0; i < MAC_BYTES; i++) {
            packet.put((byte) 0xff);
        }
        for (int i = 0; i < REPETITIONS; i++) {
            packet.put(address);
        }
        return packet.array();
    }
}
