package io.ringwatch.demo.command;

import io.ringwatch.agent.config.ConfigFaults;
import io.ringwatch.agent.config.RingFile;
import io.ringwatch.demo.client.Clients;
import io.ringwatch.demo.plan.Directories;
import io.ringwatch.demo.plan.Launch;
import io.ringwatch.demo.plan.PortBlock;
import io.ringwatch.demo.plan.World;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** From the first directory to the last process: whatever happens, nothing is left behind. */
final class Evening {
    private static final long TIDY_LIMIT_S = 5;

    private final Options options;
    private final PrintStream out;
    private final Narrator narrator;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch tidied = new CountDownLatch(1);

    /**
     * @param out for the report
     * @param story for what happens
     */
    Evening(Options options, PrintStream out, PrintStream story) {
        this.options = options;
        this.out = out;
        this.narrator = new Narrator(story);
    }

    /**
     * Plays it.
     *
     * @return 0 if all went well, 1 if not
     * @throws ConfigFaults if there cannot be such a ring; nothing was started
     */
    int play() throws ConfigFaults, IOException, InterruptedException {
        long startNs = System.nanoTime();
        PortBlock ports = PortBlock.take();
        World world = Scenery.set(options, ports, Launch.agent());
        var stage = new Stage(world, ports);
        var hook = new Thread(() -> interrupted(stage), "demo end");
        Runtime.getRuntime().addShutdownHook(hook);
        ScheduledExecutorService clock =
                Executors.newScheduledThreadPool(
                        2,
                        work -> {
                            var thread = new Thread(work, "demo clock");
                            thread.setDaemon(true);
                            return thread;
                        });
        try {
            RingFile.check(world.ringFile());
            return on(stage, clock, startNs);
        } catch (IOException e) {
            keepFiles(stage);
            throw e;
        } finally {
            ended.countDown();
            clock.shutdownNow();
            stage.close();
            tidied.countDown();
        }
    }

    private int on(Stage stage, ScheduledExecutorService clock, long startNs)
            throws IOException, InterruptedException {
        Programme.print(stage.world(), options, narrator);
        stage.begin();
        Directories.point(stage.world());
        try (var clients = new Clients(stage.world())) {
            var performance = new Performance(options, stage, clients, clock, narrator, ended);
            Report report = performance.run(startNs);
            if (options.json()) {
                out.print(report.json());
                out.flush();
            } else {
                narrator.plain(report.text());
            }
            if (!report.isGood()) {
                keepFiles(stage);
            }
            if (options.keep() && ended.getCount() > 0) {
                Programme.printKeep(stage.world(), narrator);
                ended.await();
            }
            performance.close();
            return report.isGood() ? 0 : 1;
        }
    }

    private void keepFiles(Stage stage) throws IOException {
        if (ended.getCount() > 0) {
            narrator.plain("Logs and flight records are kept: " + stage.keepFiles());
        }
    }

    /** Ctrl-C, or the end of the process for any other reason: the play stops, then all ends. */
    private void interrupted(Stage stage) {
        ended.countDown();
        try {
            stage.close();
            if (!tidied.await(TIDY_LIMIT_S, TimeUnit.SECONDS)) {
                System.err.println("ringwatch demo: the end takes too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
