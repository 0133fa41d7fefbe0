package io.ringwatch.demo.service;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Takes connections and serves each on a thread of a bounded pool. */
final class Listener implements Closeable {
    /** Connections served at once; further ones are closed. */
    static final int CONNECTIONS_MAX = 64;

    private static final int BACKLOG = 64;
    private static final int SILENCE_LIMIT_MS = 10_000;

    private final ServerSocket socket = new ServerSocket();
    private final Session session;
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    0,
                    CONNECTIONS_MAX,
                    10,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    work -> {
                        var thread = new Thread(work, "session");
                        thread.setDaemon(true);
                        return thread;
                    });

    /** Serves one connection, which is closed afterwards. */
    interface Session {
        void serve(Socket connection) throws IOException;
    }

    Listener(InetSocketAddress address, Session session) throws IOException {
        this.session = session;
        socket.setReuseAddress(true);
        socket.bind(address, BACKLOG);
        var thread = new Thread(this::accept, "listener " + address.getPort());
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                hand(socket.accept());
            } catch (IOException e) {
                // Closed, or a connection that ended before it began: the loop finds out.
            }
        }
    }

    private void hand(Socket connection) throws IOException {
        connection.setTcpNoDelay(true);
        connection.setSoTimeout(SILENCE_LIMIT_MS);
        try {
            threads.execute(() -> serve(connection));
        } catch (RejectedExecutionException e) {
            // As many as allowed: this one is refused.
            connection.close();
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            session.serve(connection);
        } catch (IOException e) {
            // The client went, said nothing for long, or said too much.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
