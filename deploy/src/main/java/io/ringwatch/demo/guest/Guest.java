package io.ringwatch.demo.guest;

import io.ringwatch.demo.line.Desk;
import io.ringwatch.demo.line.Wire;
import io.ringwatch.demo.plan.PlannedServer;
import io.ringwatch.demo.plan.World;
import io.ringwatch.demo.world.ParentWatch;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A virtual server as a process: an original that serves nothing, until it is resumed and installs
 * the procedure of the server that it is to stand in for.
 */
public final class Guest implements Desk.Clerk {
    private static final int CONNECT_LIMIT_MS = 2_000;

    private final World world;
    private final String address;
    private @Nullable Closeable service;

    private Guest(World world, String address) {
        this.world = world;
        this.address = address;
    }

    /** Runs it; the arguments are the world's file and its own address. */
    public static void main(String[] args) throws IOException {
        World world = World.read(Path.of(args[0]));
        ParentWatch.begin(() -> {});
        Rehearsal.hold();
        ParentWatch.serve(new Desk(world.guestDesk(args[1]), new Guest(world, args[1])));
    }

    @Override
    public synchronized void take(String line, Wire from) throws IOException {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "PING" -> from.send("PONG");
            case "INSTALL" -> {
                String answer;
                try {
                    install(world.server(Integer.parseInt(words[1])));
                    answer = "INSTALLED";
                } catch (IOException | IllegalArgumentException e) {
                    answer = "FAILED " + e.getMessage();
                }
                from.send(answer);
            }
            default -> throw new IOException("not understood: " + line);
        }
    }

    private void install(PlannedServer server) throws IOException {
        if (service != null) {
            throw new IOException("an original is used once");
        }
        Path disk = world.home().resolve("disks").resolve(address);
        service = Installation.install(world, server, disk, address);
        try (var look = new Socket()) {
            look.connect(
                    new java.net.InetSocketAddress(address, world.port(server.kind())),
                    CONNECT_LIMIT_MS);
        }
    }
}
