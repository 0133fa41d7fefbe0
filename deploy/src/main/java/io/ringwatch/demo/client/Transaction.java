package io.ringwatch.demo.client;

import io.ringwatch.demo.plan.PlannedServer;
import io.ringwatch.demo.plan.Procedures;
import io.ringwatch.demo.plan.World;
import java.io.IOException;
import java.net.InetSocketAddress;

/** What a client does with a service, and checks. */
interface Transaction {
    /**
     * Carries it out.
     *
     * @throws IOException if the service did not do what it is there for
     */
    void carryOut(Attempt attempt) throws IOException;

    /** The transaction with a server at its VIP. */
    static Transaction of(World world, PlannedServer server) throws IOException {
        var vip = new InetSocketAddress(server.vip(), world.port(server.kind()));
        return switch (server.kind()) {
            case SMTP -> new MailTransaction(vip, world.spool(server));
            case FTP -> new FtpTransaction(vip, Procedures.FTP_FILE, Procedures.content(server));
            case HTTP -> WebTransaction.direct(vip, Procedures.content(server));
            case PROXY -> WebTransaction.proxied(vip, world);
            case SSH -> new SshTransaction(vip, Procedures.hostKey(world, server));
        };
    }
}
