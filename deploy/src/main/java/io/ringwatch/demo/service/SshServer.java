package io.ringwatch.demo.service;

import io.ringwatch.demo.ssh.HostKey;
import io.ringwatch.demo.ssh.KeyExchange;
import io.ringwatch.demo.ssh.Transport;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** SSH up to the new keys: who can exchange keys with it knows that this is the host it wants. */
public final class SshServer implements Closeable {
    private final HostKey key;
    private final Listener listener;

    /** Serves at an address with a host key. */
    public SshServer(InetSocketAddress address, HostKey key) throws IOException {
        this.key = key;
        listener = new Listener(address, this::serve);
    }

    private void serve(Socket connection) throws IOException {
        KeyExchange.serve(
                new Transport(connection.getInputStream(), connection.getOutputStream()), key);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
