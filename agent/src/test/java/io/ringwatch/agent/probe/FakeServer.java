package io.ringwatch.agent.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server that does with every connection what it is told, on 127.0.0.1. */
final class FakeServer implements AutoCloseable {
    private final ServerSocket socket;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    FakeServer(Behaviour behaviour) throws IOException {
        socket = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        var thread = new Thread(() -> serve(behaviour), "fake-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Answers each line with the next of these texts, the first without being asked. */
    static FakeServer scripted(String... replies) throws IOException {
        return new FakeServer(
                connection -> {
                    for (int i = 0; i < replies.length; i++) {
                        connection.say(replies[i]);
                        connection.line();
                    }
                });
    }

    int port() {
        return socket.getLocalPort();
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
    }

    private void serve(Behaviour behaviour) {
        try {
            while (true) {
                try (Socket accepted = socket.accept()) {
                    behaviour.serve(new Connection(accepted));
                } catch (IOException e) {
                    if (socket.isClosed()) {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    interface Behaviour {
        void serve(Connection connection) throws IOException, InterruptedException;
    }

    final class Connection {
        private final BufferedReader in;
        private final OutputStream out;

        Connection(Socket socket) throws IOException {
            in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.ISO_8859_1));
            out = socket.getOutputStream();
        }

        String line() throws IOException {
            String line = in.readLine();
            if (line != null) {
                heard.add(line);
            }
            return line;
        }

        void say(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** Keeps the connection open and silent until the test ends. */
        void hang() throws InterruptedException {
            closed.await();
        }

        /** One character every 20 ms until the test ends. */
        void drip() throws IOException, InterruptedException {
            while (!closed.await(20, TimeUnit.MILLISECONDS)) {
                say("2");
            }
        }
    }
}
