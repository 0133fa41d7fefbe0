package io.ringwatch.purity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;

/** One class per rule that breaks it. None of them is ever run. */
final class Impure {
    private Impure() {}

    static final class Reader {
        boolean read() {
            return Files.exists(Path.of("flag"));
        }
    }

    static final class Starter {
        void start(Runnable job) {
            new Thread(job).start();
        }
    }

    static final class Guarded {
        private volatile int count;

        synchronized int count() {
            return count;
        }
    }

    static final class Watcher {
        long nanos() {
            return System.nanoTime();
        }

        Instant instant() {
            return Instant.now();
        }
    }

    static final class Gambler {
        int roll() {
            return new Random().nextInt();
        }
    }

    static final class Talker {
        void talk() {
            System.getLogger("core").log(System.Logger.Level.INFO, "said");
        }
    }
}
