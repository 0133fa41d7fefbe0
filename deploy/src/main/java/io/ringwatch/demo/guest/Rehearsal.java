package io.ringwatch.demo.guest;

import io.ringwatch.demo.ssh.HostKey;
import io.ringwatch.demo.ssh.KeyExchange;
import io.ringwatch.demo.ssh.Transport;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What an original server does once before it is suspended, as one that was started and used would
 * have: otherwise the first client after a takeover waits while the cryptography is loaded.
 */
final class Rehearsal {
    private static final int PIPE_BYTES = 64 * 1024;

    private Rehearsal() {}

    static void hold() throws IOException {
        HostKey key = HostKey.generate();
        try (var toServer = new PipedOutputStream();
                var serverIn = new PipedInputStream(toServer, PIPE_BYTES);
                var toClient = new PipedOutputStream();
                var clientIn = new PipedInputStream(toClient, PIPE_BYTES)) {
            CompletableFuture<Void> server =
                    CompletableFuture.runAsync(() -> serve(serverIn, toClient, key));
            KeyExchange.visit(new Transport(clientIn, toServer), key.raw());
            server.join();
        } catch (CompletionException e) {
            throw new IOException("the rehearsal failed", e);
        }
    }

    private static void serve(PipedInputStream in, PipedOutputStream out, HostKey key) {
        try {
            KeyExchange.serve(new Transport(in, out), key);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }
}
