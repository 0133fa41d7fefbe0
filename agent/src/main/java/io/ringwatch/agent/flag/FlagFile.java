package io.ringwatch.agent.flag;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The flag file and the thread that watches it. The kernel reports changes of its directory; while
 * that is gone, or cannot be watched, it is looked at once a second. Every change is told once, in
 * order, by the watching thread.
 */
public final class FlagFile implements AutoCloseable {
    /** A look in any case: a directory can be mounted over without a report. */
    private static final long LOOK_MS = 5_000;

    private static final long LOOK_UNWATCHED_MS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(FlagFile.class);

    private final Path file;
    private final Consumer<Boolean> changed;
    private final WatchService watch;
    private final Thread thread;
    private boolean told;

    /**
     * Begins to watch.
     *
     * @param file the flag file
     * @param known whether it was there when the owner last looked
     * @param changed is told of every change since then
     * @throws IOException if the kernel gives no watch
     */
    public FlagFile(Path file, boolean known, Consumer<Boolean> changed) throws IOException {
        this.file = file.toAbsolutePath();
        this.changed = changed;
        this.told = known;
        this.watch = file.getFileSystem().newWatchService();
        this.thread = new Thread(this::watch, "flag");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether it is there. */
    public boolean present() {
        return Files.exists(file);
    }

    /**
     * Creates or deletes it; what is already so stays so.
     *
     * @throws IOException if that is not possible
     */
    public void set(boolean present) throws IOException {
        if (!present) {
            Files.deleteIfExists(file);
        } else if (!present()) {
            Files.createDirectories(parent());
            Files.write(file, new byte[0]);
        }
    }

    @Override
    public void close() {
        try {
            watch.close();
            thread.join(TimeUnit.SECONDS.toMillis(1));
        } catch (IOException e) {
            LOG.warn("flag watch does not close: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try {
            WatchKey key = null;
            while (true) {
                if (key == null) {
                    key = register();
                }
                // After the registration, so that nothing falls between the look and the watch.
                look();
                WatchKey signalled =
                        watch.poll(
                                key == null ? LOOK_UNWATCHED_MS : LOOK_MS, TimeUnit.MILLISECONDS);
                if (signalled != null) {
                    signalled.pollEvents();
                    key = signalled.reset() ? signalled : null;
                } else if (key != null && !key.isValid()) {
                    key = null;
                }
            }
        } catch (ClosedWatchServiceException | InterruptedException e) {
            LOG.debug("flag watch ends");
        }
    }

    private @Nullable WatchKey register() {
        try {
            return parent().register(
                            watch,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException e) {
            // The directory is not there (yet); asked again at the next look.
            return null;
        }
    }

    private void look() {
        boolean present = present();
        if (present != told) {
            told = present;
            changed.accept(present);
        }
    }

    private Path parent() {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }
}
