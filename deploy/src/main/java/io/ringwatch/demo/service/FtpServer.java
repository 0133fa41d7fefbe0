package io.ringwatch.demo.service;

import io.ringwatch.demo.plan.ServiceKind;
import io.ringwatch.demo.plan.World;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * FTP (RFC 959, what a retrieval in passive mode needs). It names its VIP to clients that come over
 * the wire, and its own address to those that do not: as vsftpd with pasv_address behind a
 * translated address.
 */
public final class FtpServer implements Closeable {
    private static final int TRANSFER_LIMIT_MS = 3_000;

    private final InetAddress own;
    private final InetAddress vip;
    private final Path root;
    private final BlockingQueue<Integer> passivePorts =
            new ArrayBlockingQueue<>(ServiceKind.PASSIVE_PORTS);
    private final Listener listener;

    /**
     * Serves at an address.
     *
     * @param vip named to clients that come over the wire
     * @param passiveFirst first of its ports for transfers
     */
    public FtpServer(InetSocketAddress address, String vip, int passiveFirst, Path root)
            throws IOException {
        this.own = address.getAddress();
        this.vip = InetAddress.getByName(vip);
        this.root = root;
        for (int i = 0; i < ServiceKind.PASSIVE_PORTS; i++) {
            passivePorts.add(passiveFirst + i);
        }
        listener = new Listener(address, this::serve);
    }

    private void serve(Socket connection) throws IOException {
        var lines = new Lines(connection);
        boolean overWire = connection.getInetAddress().getHostAddress().equals(World.UPLINK);
        try (var transfer = new Transfer(overWire ? vip : own)) {
            lines.say("220 ready");
            for (@Nullable String line = lines.hear(); line != null; line = lines.hear()) {
                String[] words = line.split(" ", 2);
                switch (words[0].toUpperCase(Locale.ROOT)) {
                    case "USER" -> lines.say("331 Any password will do");
                    case "PASS" -> lines.say("230 Logged in");
                    case "TYPE" -> lines.say("200 Type set");
                    case "SYST" -> lines.say("215 UNIX Type: L8");
                    case "NOOP" -> lines.say("200 Ok");
                    case "PASV" -> lines.say(transfer.open());
                    case "RETR" -> transfer.send(words.length > 1 ? words[1] : "", lines);
                    case "QUIT" -> {
                        lines.say("221 Goodbye");
                        return;
                    }
                    default -> lines.say("502 Not implemented");
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** The passive side of one session. */
    private final class Transfer implements Closeable {
        private final InetAddress named;
        private @Nullable ServerSocket data;
        private @Nullable Integer port;

        Transfer(InetAddress named) {
            this.named = named;
        }

        String open() throws IOException {
            close();
            Integer free = passivePorts.poll();
            if (free == null) {
                return "421 Too many transfers";
            }
            port = free;
            var socket = new ServerSocket();
            data = socket;
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(own, free), 1);
            socket.setSoTimeout(TRANSFER_LIMIT_MS);
            String host = named.getHostAddress().replace('.', ',');
            return "227 Entering Passive Mode ("
                    + host
                    + ","
                    + free / 256
                    + ","
                    + free % 256
                    + ").";
        }

        void send(String name, Lines lines) throws IOException {
            Path file = root.resolve(name.replaceFirst("^/+", "")).normalize();
            ServerSocket socket = data;
            if (socket == null) {
                lines.say("425 Use PASV first");
                return;
            }
            if (!file.startsWith(root) || !Files.isRegularFile(file)) {
                lines.say("550 No such file");
                return;
            }
            lines.say("150 Opening data connection");
            try (Socket connection = socket.accept()) {
                Files.copy(file, connection.getOutputStream());
            }
            close();
            lines.say("226 Transfer complete");
        }

        @Override
        public void close() throws IOException {
            if (data != null) {
                data.close();
                data = null;
            }
            if (port != null) {
                passivePorts.add(port);
                port = null;
            }
        }
    }
}
