package io.ringwatch.deploy.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What tests on a lab have in common: one lab for all of a class, in order before every test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LabTests {
    /** Clients of servers that nobody broke may miss that much, on a machine that is busy. */
    static final Duration UNREASONABLE = Duration.ofSeconds(10);

    private TestLab lab;
    private String last = "";
    private long beganMs;
    private long endedMs;
    private AssertionError notRestored;

    /** Says what happened, before anything is mended. */
    @RegisterExtension
    final AfterTestExecutionCallback explanation =
            context -> {
                if (context.getExecutionException().isPresent()) {
                    System.out.println("=== " + context.getDisplayName() + " failed");
                    System.out.println(lab.said());
                }
            };

    @BeforeAll
    void up() throws Exception {
        LabRequirement.assume();
        lab = fresh();
        prepare(lab);
    }

    /** The lab that the tests of a class are for. */
    TestLab fresh() throws Exception {
        return TestLab.up();
    }

    /** What the tests of a class need of their lab. */
    void prepare(TestLab fresh) throws Exception {}

    /** Restores what the test before has broken; where that fails, the next one gets a new lab. */
    @BeforeEach
    void begin(TestInfo test) throws Exception {
        if (!last.isEmpty()) {
            restore();
        }
        last = test.getDisplayName();
        beganMs = System.currentTimeMillis();
    }

    private void restore() throws Exception {
        try {
            lab.restore();
            // Checkstyle: IllegalCatch, because whatever it is, the next test gets its lab.
        } catch (Exception | AssertionError e) {
            System.out.println("=== not as at first after " + last);
            System.out.println(lab.said());
            notRestored = new AssertionError("not as at first after " + last, e);
            lab.down();
            lab = fresh();
            prepare(lab);
        }
        System.out.printf("Lab: %.1f s until all is as at first%n", secondsSince(endedMs));
    }

    @AfterEach
    void end(TestInfo test) {
        endedMs = System.currentTimeMillis();
        System.out.printf("Lab, %s: %.1f s%n", test.getDisplayName(), secondsSince(beganMs));
    }

    private static double secondsSince(long moment) {
        return (System.currentTimeMillis() - moment) / 1e3;
    }

    @AfterAll
    void down() throws Exception {
        if (lab != null) {
            lab.down();
        }
        if (notRestored != null) {
            throw notRestored;
        }
    }

    TestLab lab() {
        return lab;
    }

    /** When the test began, in milliseconds of UNIX time. */
    long beganMs() {
        return beganMs;
    }

    /** Cuts a server's power, and keeps it from being heard, until {@code heal}, after its boot. */
    void off(String server) throws Exception {
        lab.tool().good("isolate", server);
        lab.tool().good("off", server);
    }

    /** Cuts the power of several servers at the same moment. */
    void offAtOnce(List<String> servers) throws InterruptedException {
        List<Thread> threads =
                servers.stream().map(server -> new Thread(() -> switchOff(server))).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void switchOff(String server) {
        try {
            lab.tool().good("off", server);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void heal() throws Exception {
        lab.tool().good("heal");
    }

    void assertOthersServed(String... broken) {
        List<String> others =
                lab.servers().stream().filter(s -> !List.of(broken).contains(s)).toList();
        lab.clients().assertServed(others, beganMs, UNREASONABLE);
    }

    /** A file that a procedure that {@link #makeObedient} was given looks for. */
    Path order(String name) throws Exception {
        return Files.createDirectories(lab.data().resolve("it")).resolve(name);
    }

    /** Has the installation procedure of a server, on all others, do what {@link #order} says. */
    static void makeObedient(TestLab lab, String server) throws Exception {
        String script =
                """
                cd /etc/ringwatch/procedures/%s
                mv install install-as-it-was
                cat >install <<'END'
                #!/bin/sh
                cd "${0%%/*}" || exit 1
                . ./daemon.sh
                . ./service
                mount_data
                # Removed by the first that finds it, and by none after that.
                if rmdir /srv/data/it/fail 2>/dev/null; then
                    echo "refused, as a test wants it" >&2
                    exit 7
                fi
                while [ -e /srv/data/it/wait ]; do
                    sleep 0.1
                done
                exec ./install-as-it-was
                END
                chmod 755 install
                """
                        .formatted(server);
        for (String host : TestLab.SERVERS) {
            if (!host.equals(server)) {
                lab.shell(host, script);
            }
        }
    }
}
