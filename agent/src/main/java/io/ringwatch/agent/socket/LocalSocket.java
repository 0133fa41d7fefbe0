package io.ringwatch.agent.socket;

import io.ringwatch.agent.daemon.AgentDoor;
import io.ringwatch.agent.socket.Complaints.Cause;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves HTTP/1.1 on a Unix domain socket, one request per connection. Whoever may open the file
 * may command the agent; the file is its owner's alone, or its group's too if the group may write
 * to the directory. Every connection has a deadline; threads are made only while they are needed.
 */
public final class LocalSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalSocket.class);
    private static final int BACKLOG = 32;
    private static final long IDLE_THREAD_S = 10;

    private final Path path;
    private final ServerSocketChannel server;
    private final SocketLimits limits;
    private final Resources resources;
    private final Complaints complaints = new Complaints(System::nanoTime);
    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor deadlines;

    private LocalSocket(
            Path path, ServerSocketChannel server, AgentDoor door, SocketLimits limits) {
        this.path = path;
        this.server = server;
        this.limits = limits;
        this.resources = new Resources(door, limits.waiting(), complaints);
        this.workers =
                new ThreadPoolExecutor(
                        0,
                        limits.connections(),
                        IDLE_THREAD_S,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        task -> daemon(task, "socket"));
        this.deadlines = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "socket-limit"));
        deadlines.setRemoveOnCancelPolicy(true);
        deadlines.setKeepAliveTime(IDLE_THREAD_S, TimeUnit.SECONDS);
        deadlines.allowCoreThreadTimeOut(true);
    }

    /**
     * Opens the socket and serves until it is closed.
     *
     * @param path the socket's file; a left one that nobody answers is replaced
     * @throws IOException if it cannot be opened, or an agent answers there already
     */
    public static LocalSocket open(Path path, AgentDoor door) throws IOException {
        return open(path, door, SocketLimits.USUAL);
    }

    static LocalSocket open(Path path, AgentDoor door, SocketLimits limits) throws IOException {
        removeLeft(path);
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path), BACKLOG);
            Files.setPosixFilePermissions(path, permissions(path));
        } catch (IOException e) {
            server.close();
            throw new IOException("local socket " + path + ": " + e.getMessage(), e);
        }
        var socket = new LocalSocket(path, server, door, limits);
        daemon(socket::accept, "socket-accept").start();
        return socket;
    }

    private static void removeLeft(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            throw new IOException("another agent answers at " + probe.getRemoteAddress());
        } catch (java.net.ConnectException e) {
            Files.delete(path);
        }
    }

    private static java.util.Set<PosixFilePermission> permissions(Path path) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        boolean group =
                directory != null
                        && Files.getPosixFilePermissions(directory)
                                .contains(PosixFilePermission.GROUP_WRITE);
        return PosixFilePermissions.fromString(group ? "rw-rw----" : "rw-------");
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                try {
                    workers.execute(() -> serve(channel));
                } catch (RejectedExecutionException e) {
                    refuse(channel);
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // Out of file descriptors, most likely; whoever asked asks again.
                complaints.count(Cause.BROKEN, "accept: " + e.getMessage());
            }
        }
    }

    private void refuse(SocketChannel channel) {
        complaints.count(Cause.CROWDED, limits.connections() + " at once");
        var error =
                new HttpException(
                        503,
                        "crowded",
                        "the agent serves "
                                + limits.connections()
                                + " connections already; ask again");
        // The answer fits into the buffer of a fresh socket, so this does not block.
        try (channel) {
            channel.write(ByteBuffer.wrap(Response.error(error, false).bytes()));
        } catch (IOException e) {
            LOG.debug("refused one was gone", e);
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            Optional<Request> request = request(channel);
            if (request.isPresent()) {
                send(channel, answer(request.get()));
            }
        } catch (AsynchronousCloseException | RejectedExecutionException e) {
            LOG.debug("closed at its deadline, or with the agent", e);
        } catch (IOException e) {
            complaints.count(Cause.BROKEN, String.valueOf(e.getMessage()));
        }
    }

    /** Reads the request; empty if there is nothing to answer any more. */
    private Optional<Request> request(SocketChannel channel) throws IOException {
        ScheduledFuture<?> limit = closeAfter(channel, limits.request(), Cause.SILENT);
        try {
            return new RequestReader(channel).read();
        } catch (HttpException e) {
            limit.cancel(false);
            complaints.count(Cause.GARBAGE, e.code());
            send(channel, Response.error(e, false));
            return Optional.empty();
        } finally {
            limit.cancel(false);
        }
    }

    private Response answer(Request request) {
        try {
            return resources.answer(request);
        } catch (HttpException e) {
            return Response.error(e, request.wantsText());
            // Checkstyle: IllegalCatch, because one request must not end the agent
        } catch (RuntimeException e) {
            LOG.error("request {} {} failed", request.method(), request.path(), e);
            String text = "a fault of the agent, see its log: " + e;
            return Response.error(new HttpException(500, "fault", text), request.wantsText());
        }
    }

    private void send(SocketChannel channel, Response response) throws IOException {
        ScheduledFuture<?> limit = closeAfter(channel, limits.answer(), Cause.UNREAD);
        try {
            ByteBuffer bytes = ByteBuffer.wrap(response.bytes());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } finally {
            limit.cancel(false);
        }
    }

    private ScheduledFuture<?> closeAfter(SocketChannel channel, Duration after, Cause cause) {
        return deadlines.schedule(
                () -> {
                    complaints.count(cause, "after " + after.toMillis() + " ms");
                    try {
                        channel.close();
                    } catch (IOException e) {
                        LOG.debug("close failed", e);
                    }
                },
                after.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Counts of closed connections by the name of their metric. */
    java.util.Map<String, Long> counters() {
        var counters = new java.util.TreeMap<String, Long>();
        complaints.addTo(counters);
        return counters;
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("local socket {} does not close: {}", path, e.getMessage());
        }
        workers.shutdownNow();
        deadlines.shutdownNow();
    }
}
