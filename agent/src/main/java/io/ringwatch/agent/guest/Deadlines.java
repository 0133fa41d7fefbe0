package io.ringwatch.agent.guest;

import io.ringwatch.agent.guest.HypervisorException.Cause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Puts limits to what a hypervisor is asked. A call that is not back at its limit is left to itself
 * on its thread, and its connection with it; a new one is opened, and until somebody answers there,
 * further calls fail at once. A connection that broke is replaced likewise.
 */
final class Deadlines implements AutoCloseable {
    /** Calls that hang, each a thread; when so many do, nothing is asked any more. */
    static final int THREADS_MAX = 24;

    private static final Duration QUICK = Duration.ofSeconds(3);
    private static final Duration MODERATE = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofMinutes(1);

    /** A connection that takes longer than this is none; the next call does not wait for it. */
    private static final Duration OPEN = Duration.ofSeconds(2);

    /** What a guest agent's own limit may be exceeded by. */
    private static final Duration AGENT_GRACE = Duration.ofMillis(1500);

    private final Opener opener;
    private final ThreadPoolExecutor threads;
    private @Nullable Session session;
    private boolean closed;

    /** A question to the hypervisor. */
    private interface Call<T> {
        T on(Hypervisor hypervisor) throws HypervisorException;
    }

    Deadlines(Opener opener) {
        this.opener = opener;
        threads =
                new ThreadPoolExecutor(
                        0,
                        THREADS_MAX,
                        10,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        task -> {
                            var thread = new Thread(task, "hypervisor");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /** The hypervisor, each call with a limit that fits its kind. */
    Hypervisor hypervisor() {
        return new Limited(Long.MAX_VALUE);
    }

    /** The hypervisor, and no call goes on beyond this time (nanoTime). */
    Hypervisor until(long deadlineNs) {
        return new Limited(deadlineNs);
    }

    private <T> T call(String what, Duration limit, Call<T> call) throws HypervisorException {
        if (limit.isNegative() || limit.isZero()) {
            throw new HypervisorException(Cause.REFUSED, "no time left to " + what);
        }
        long endNs = System.nanoTime() + limit.toNanos();
        Session current = session();
        Hypervisor hypervisor = current.await(limit);
        Duration left = Duration.ofNanos(Math.max(1, endNs - System.nanoTime()));
        CompletableFuture<T> result = begin(() -> call.on(hypervisor));
        try {
            return await(result, left);
        } catch (TimeoutException e) {
            abandon(current, result);
            throw new HypervisorException(
                    Cause.UNREACHABLE,
                    "libvirt did not " + what + " within " + limit.toMillis() + " ms",
                    e);
        } catch (HypervisorException e) {
            if (e.reason() == Cause.UNREACHABLE) {
                abandon(current, result);
            }
            throw e;
        }
    }

    private static <T> T await(CompletableFuture<T> result, Duration limit)
            throws HypervisorException, TimeoutException {
        try {
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HypervisorException failure) {
                throw failure;
            }
            throw new HypervisorException(
                    Cause.UNREACHABLE, "the library of libvirt fails: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HypervisorException(Cause.REFUSED, "interrupted", e);
        }
    }

    private interface Work<T> {
        T run() throws HypervisorException;
    }

    private <T> CompletableFuture<T> begin(Work<T> work) throws HypervisorException {
        var result = new CompletableFuture<T>();
        try {
            threads.execute(
                    () -> {
                        try {
                            result.complete(work.run());
                            // Checkstyle: IllegalCatch, because whoever waits must be told
                        } catch (Exception | LinkageError e) {
                            result.completeExceptionally(e);
                        }
                    });
            return result;
        } catch (RejectedExecutionException e) {
            throw new HypervisorException(
                    Cause.UNREACHABLE, THREADS_MAX + " calls of libvirt have not come back", e);
        }
    }

    private synchronized Session session() throws HypervisorException {
        if (closed) {
            throw new HypervisorException(Cause.UNREACHABLE, "closed");
        }
        Session current = session;
        if (current == null || current.failed()) {
            current = new Session(begin(opener::open));
            session = current;
        }
        return current;
    }

    /** Nobody else uses it; it is closed when what hangs in it has come back. */
    private void abandon(Session old, CompletableFuture<?> last) {
        synchronized (this) {
            if (session != old) {
                return;
            }
            session = null;
        }
        var unused = last.whenCompleteAsync((value, failure) -> old.close(), closer());
        try {
            session();
        } catch (HypervisorException e) {
            // The next call tries again.
            return;
        }
    }

    /** What closes may hang, too. */
    private static Executor closer() {
        return task -> {
            var thread = new Thread(task, "hypervisor-close");
            thread.setDaemon(true);
            thread.start();
        };
    }

    @Override
    public void close() {
        Session last;
        synchronized (this) {
            closed = true;
            last = session;
            session = null;
        }
        if (last != null) {
            closer().execute(last::close);
        }
        threads.shutdownNow();
    }

    /** One connection, from the moment at which it is asked for. */
    private static final class Session {
        private final CompletableFuture<Hypervisor> opening;
        private final long beganNs = System.nanoTime();

        Session(CompletableFuture<Hypervisor> opening) {
            this.opening = opening;
        }

        boolean failed() {
            return opening.isCompletedExceptionally();
        }

        Hypervisor await(Duration limit) throws HypervisorException {
            long leftNs = beganNs + OPEN.toNanos() - System.nanoTime();
            try {
                return Deadlines.await(
                        opening, Duration.ofNanos(Math.max(0, Math.min(leftNs, limit.toNanos()))));
            } catch (TimeoutException e) {
                long silentMs = (System.nanoTime() - beganNs) / 1_000_000;
                throw new HypervisorException(
                        Cause.UNREACHABLE, "libvirt has not answered for " + silentMs + " ms", e);
            }
        }

        void close() {
            var unused = opening.thenAccept(Hypervisor::close);
        }
    }

    /** The hypervisor within a deadline. */
    private final class Limited implements Hypervisor {
        private final long deadlineNs;

        Limited(long deadlineNs) {
            this.deadlineNs = deadlineNs;
        }

        private Duration limit(Duration own) {
            if (deadlineNs == Long.MAX_VALUE) {
                return own;
            }
            return Duration.ofNanos(Math.min(own.toNanos(), deadlineNs - System.nanoTime()));
        }

        private void run(String what, Duration own, Order order) throws HypervisorException {
            Boolean done =
                    call(
                            what,
                            limit(own),
                            hypervisor -> {
                                order.on(hypervisor);
                                return true;
                            });
            assert done;
        }

        @Override
        public List<Listed> list(String prefix) throws HypervisorException {
            Call<List<Listed>> list = hypervisor -> hypervisor.list(prefix);
            try {
                return call("list the domains", limit(QUICK), list);
            } catch (HypervisorException e) {
                if (e.reason() != Cause.UNREACHABLE || e.getCause() instanceof TimeoutException) {
                    throw e;
                }
                // The daemon was restarted since the last call: the new connection may be well.
                return call("list the domains", limit(QUICK), list);
            }
        }

        @Override
        public void create(String xml) throws HypervisorException {
            run("start a domain", LONG, hypervisor -> hypervisor.create(xml));
        }

        @Override
        public void pause(String name) throws HypervisorException {
            run("suspend " + name, MODERATE, hypervisor -> hypervisor.pause(name));
        }

        @Override
        public void resume(String name) throws HypervisorException {
            run("resume " + name, MODERATE, hypervisor -> hypervisor.resume(name));
        }

        @Override
        public void destroy(String name) throws HypervisorException {
            run("destroy " + name, MODERATE, hypervisor -> hypervisor.destroy(name));
        }

        @Override
        public void save(String name, Path file) throws HypervisorException {
            run("save " + name, LONG, hypervisor -> hypervisor.save(name, file));
        }

        @Override
        public void restore(Path file) throws HypervisorException {
            run("restore " + file, LONG, hypervisor -> hypervisor.restore(file));
        }

        @Override
        public void mark(String name, Mark mark) throws HypervisorException {
            run("mark " + name, QUICK, hypervisor -> hypervisor.mark(name, mark));
        }

        @Override
        public long residentKb(String name) throws HypervisorException {
            return call("measure " + name, limit(QUICK), h -> h.residentKb(name));
        }

        @Override
        public String command(String name, String command, Duration limit)
                throws HypervisorException {
            Duration own = limit(limit);
            return call(
                    "carry a command to the guest agent of " + name,
                    limit(own.plus(AGENT_GRACE)),
                    hypervisor -> hypervisor.command(name, command, own));
        }

        @Override
        public void close() {
            // Deadlines are closed as a whole.
        }
    }

    private interface Order {
        void on(Hypervisor hypervisor) throws HypervisorException;
    }
}
