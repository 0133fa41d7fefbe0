package io.ringwatch.demo.plan;

import io.ringwatch.demo.ssh.HostKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the installation procedures: what to install, and the content to serve. */
public final class Procedures {
    /** File that FTP clients fetch. */
    public static final String FTP_FILE = "welcome.txt";

    private static final String HOST_KEY = "ssh_host_ed25519_key";

    private Procedures() {}

    /** Writes those of all servers. */
    public static void write(World world) throws IOException {
        for (PlannedServer server : world.realServers()) {
            Path procedure = world.procedure(server);
            Path content = procedure.resolve("content");
            Files.createDirectories(content);
            Files.writeString(
                    procedure.resolve("install.properties"),
                    "# Makes an original server "
                            + server.name()
                            + ".\nservice="
                            + server.kind()
                            + "\n");
            switch (server.kind()) {
                case FTP -> Files.writeString(content.resolve(FTP_FILE), content(server));
                case HTTP -> Files.writeString(content.resolve("index.html"), content(server));
                case SSH -> Files.write(content.resolve(HOST_KEY), HostKey.generate().encoded());
                case SMTP, PROXY -> {
                    // Mail is kept on the file server, pages of others nowhere.
                }
            }
        }
    }

    /** What a server's clients must find. */
    public static String content(PlannedServer server) {
        return "This is " + server.name() + ", at your service.\n";
    }

    /** The public host key of an SSH server, 32 bytes. */
    public static byte[] hostKey(World world, PlannedServer server) throws IOException {
        Path file = world.procedure(server).resolve("content").resolve(HOST_KEY);
        return HostKey.decode(Files.readAllBytes(file)).raw();
    }
}
