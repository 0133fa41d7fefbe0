package io.ringwatch.demo.guest;

import io.ringwatch.demo.plan.PlannedServer;
import io.ringwatch.demo.plan.ServiceKind;
import io.ringwatch.demo.plan.World;
import io.ringwatch.demo.service.FtpServer;
import io.ringwatch.demo.service.ProxyServer;
import io.ringwatch.demo.service.SmtpServer;
import io.ringwatch.demo.service.SshServer;
import io.ringwatch.demo.service.WebContent;
import io.ringwatch.demo.service.WebServer;
import io.ringwatch.demo.ssh.HostKey;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Makes a machine a server by its installation procedure: a directory with {@value #DESCRIPTION},
 * which names the service, and {@value #CONTENT}, which is copied to the machine's disk.
 */
public final class Installation {
    /** What to install. */
    public static final String DESCRIPTION = "install.properties";

    /** Directory of the content. */
    public static final String CONTENT = "content";

    /** The host key of an SSH service, in the content. */
    public static final String HOST_KEY = "ssh_host_ed25519_key";

    private Installation() {}

    /**
     * Installs and starts.
     *
     * @param server whose procedure
     * @param disk disk of the machine that becomes that server
     * @param address own address of that machine
     * @return ends the service
     * @throws IOException if the procedure cannot be carried out
     */
    public static Closeable install(World world, PlannedServer server, Path disk, String address)
            throws IOException {
        Path procedure = world.procedure(server);
        var description = new Properties();
        try (Reader in =
                Files.newBufferedReader(procedure.resolve(DESCRIPTION), StandardCharsets.UTF_8)) {
            description.load(in);
        }
        copy(procedure.resolve(CONTENT), disk);
        ServiceKind kind = ServiceKind.valueOf(description.getProperty("service", ""));
        var at = new InetSocketAddress(address, world.port(kind));
        return switch (kind) {
            case SMTP -> new SmtpServer(at, server.name(), world.spool(server));
            case FTP ->
                    new FtpServer(
                            at,
                            server.vip(),
                            world.portBase() + ServiceKind.PASSIVE_OFFSET,
                            disk.toAbsolutePath());
            case HTTP -> new WebServer(at, WebContent.directory(disk.toAbsolutePath()));
            case PROXY -> new ProxyServer(at);
            case SSH -> {
                byte[] key = Files.readAllBytes(disk.resolve(HOST_KEY));
                yield new SshServer(at, HostKey.decode(key));
            }
        };
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        List<Path> files;
        try (Stream<Path> all = Files.list(from)) {
            files = all.toList();
        }
        for (Path file : files) {
            Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
