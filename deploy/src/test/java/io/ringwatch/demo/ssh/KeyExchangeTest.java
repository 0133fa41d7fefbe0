package io.ringwatch.demo.ssh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyExchangeTest {
    private static final int LIMIT_MS = 10_000;

    private final HostKey key = HostKey.generate();
    private ServerSocket listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    private void serveOnce() {
        CompletableFuture.runAsync(
                () -> {
                    try (Socket socket = listener.accept()) {
                        KeyExchange.serve(transport(socket), key);
                    } catch (IOException e) {
                        // The client's side says what was wrong.
                        return;
                    }
                });
    }

    private static Transport transport(Socket socket) throws IOException {
        socket.setSoTimeout(LIMIT_MS);
        return new Transport(socket.getInputStream(), socket.getOutputStream());
    }

    private Socket connect() throws IOException {
        return new Socket(listener.getInetAddress(), listener.getLocalPort());
    }

    @Test
    void shouldBringTheClientToTheHostItTrusts() throws IOException {
        serveOnce();
        try (Socket socket = connect()) {
            KeyExchange.visit(transport(socket), key.raw());

            assertEquals(-1, socket.getInputStream().read(), "nothing more, then the end");
        }
    }

    @Test
    void shouldNotAcceptAnotherHost() throws IOException {
        serveOnce();
        try (Socket socket = connect()) {
            byte[] another = HostKey.generate().raw();
            Transport transport = transport(socket);

            assertThrows(IOException.class, () -> KeyExchange.visit(transport, another));
        }
    }

    @Test
    void shouldRefuseGarbage() throws IOException {
        serveOnce();
        try (Socket socket = connect()) {
            socket.setSoTimeout(LIMIT_MS);
            socket.getOutputStream()
                    .write("SSH-2.0-x\r\n\0\0\0\1garbage".getBytes(StandardCharsets.US_ASCII));
            byte[] all = socket.getInputStream().readAllBytes();

            assertEquals("SSH-2.0-", new String(all, 0, 8, StandardCharsets.US_ASCII));
        }
    }

    @Test
    void shouldReadAKeyThatWasKept() {
        assertArrayEquals(key.encoded(), HostKey.decode(key.encoded()).encoded());
    }
}
