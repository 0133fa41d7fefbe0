package io.ringwatch.agent.power;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.util.HexFormat;

/** A machine that is off, as its network card sees it: prints what comes to the waking port. */
final class SleeperMain {
    private static final int PORT = 9;

    private SleeperMain() {}

    public static void main(String[] arguments) throws Exception {
        try (var socket = new DatagramSocket(PORT)) {
            System.out.println("0 asleep");
            while (true) {
                var packet = new DatagramPacket(new byte[1500], 1500);
                socket.receive(packet);
                String hex = HexFormat.of().formatHex(packet.getData(), 0, packet.getLength());
                System.out.println(
                        System.nanoTime() + " " + packet.getAddress().getHostAddress() + " " + hex);
            }
        }
    }
}
