package io.ringwatch.demo.line;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Takes connections that carry lines, one thread each. */
public final class Desk implements Closeable {
    /** Connections at once; further ones are closed. */
    static final int CONNECTIONS_MAX = 256;

    private static final int BACKLOG = 64;

    private final ServerSocket listener;
    private final Clerk clerk;
    private final Set<Wire> open = ConcurrentHashMap.newKeySet();

    /** Does what the lines ask for. */
    public interface Clerk {
        /** A line came; answers go over the wire it came from. */
        void take(String line, Wire from) throws IOException;

        /** A connection ended. */
        default void ended(Wire wire) {}
    }

    /** Listens. */
    public Desk(InetSocketAddress address, Clerk clerk) throws IOException {
        this.clerk = clerk;
        listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(address, BACKLOG);
        start(this::accept, "desk " + address.getPort());
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                if (open.size() >= CONNECTIONS_MAX) {
                    socket.close();
                    continue;
                }
                var wire = new Wire(socket);
                open.add(wire);
                start(() -> serve(wire), "desk connection");
            } catch (IOException e) {
                // Closed, or a connection that ended before it began: the loop finds out.
            }
        }
    }

    private void serve(Wire wire) {
        try (wire) {
            for (@Nullable String line = wire.read(); line != null; line = wire.read()) {
                clerk.take(line, wire);
            }
        } catch (IOException e) {
            // Ended by the other side, or by close: what belongs to it is told next.
        } finally {
            open.remove(wire);
            clerk.ended(wire);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Wire wire : open) {
            wire.close();
        }
    }

    private static void start(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
