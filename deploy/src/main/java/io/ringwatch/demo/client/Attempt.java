package io.ringwatch.demo.client;

import io.ringwatch.demo.plan.World;
import io.ringwatch.demo.service.Lines;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * The connections of one attempt, from a client's address beyond the gateway; all are closed when
 * its time is over, whatever they wait for.
 */
final class Attempt implements Closeable {
    private final List<Socket> sockets = new ArrayList<>();
    private final int limitMs;
    private boolean over;

    Attempt(int limitMs) {
        this.limitMs = limitMs;
    }

    Socket connect(InetSocketAddress to) throws IOException {
        var socket = new Socket();
        synchronized (this) {
            sockets.add(socket);
            if (over) {
                socket.close();
            }
        }
        socket.setTcpNoDelay(true);
        socket.bind(new InetSocketAddress(World.CLIENTS, 0));
        socket.connect(to, limitMs);
        socket.setSoTimeout(limitMs);
        return socket;
    }

    /** Sends a line and expects the reply to begin with this. */
    static String exchange(Lines lines, String say, String expect) throws IOException {
        if (!say.isEmpty()) {
            lines.say(say);
        }
        String reply = lines.expect();
        if (!reply.startsWith(expect)) {
            throw new IOException("'" + reply + "' instead of " + expect);
        }
        return reply;
    }

    @Override
    public void close() throws IOException {
        List<Socket> all;
        synchronized (this) {
            over = true;
            all = List.copyOf(sockets);
        }
        for (Socket socket : all) {
            socket.close();
        }
    }
}
