package io.ringwatch.demo.client;

import io.ringwatch.demo.ssh.KeyExchange;
import io.ringwatch.demo.ssh.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Exchanges keys and checks that it is the host that it wants. */
final class SshTransaction implements Transaction {
    private final InetSocketAddress vip;
    private final byte[] trusted;

    SshTransaction(InetSocketAddress vip, byte[] trusted) {
        this.vip = vip;
        this.trusted = trusted;
    }

    @Override
    public void carryOut(Attempt attempt) throws IOException {
        var socket = attempt.connect(vip);
        KeyExchange.visit(
                new Transport(socket.getInputStream(), socket.getOutputStream()), trusted);
    }
}
