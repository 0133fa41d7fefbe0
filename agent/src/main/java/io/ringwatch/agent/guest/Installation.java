package io.ringwatch.agent.guest;

import io.ringwatch.agent.drivers.DriverException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes a resumed original into a server's virtual server. One program of the guest's shell does
 * all of it, since every question to a guest agent costs a round trip through the hypervisor: the
 * clock, the procedure out of the archive on its input, the addresses, then {@code install}.
 */
final class Installation {
    /** Where the procedure is in the guest. */
    static final String DIRECTORY = "/run/ringwatch/procedure";

    /** How much of what an installation says is kept. */
    static final int OUTPUT_MAX_BYTES = 16 * 1024;

    private static final String OUTPUT = "/run/ringwatch/output";
    private static final String ARCHIVE = "/run/ringwatch-procedure.tar";
    private static final int UNPACK_FAILED = 240;
    private static final int ADDRESSES_FAILED = 241;
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Duration LOOK_LATER = Duration.ofMillis(40);
    private static final Duration LOOK_LIMIT = Duration.ofSeconds(10);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

    /**
     * The time is set first, since files that are made get it. Which interface it is, only its
     * hardware address says. Output goes to a file, because the guest agent waits for the end of a
     * pipe, which daemons would keep open. Loops and words instead of programs: a program costs an
     * emulated guest some 10 ms. A shell that has commands in itself (busybox) has its own {@code
     * ip}, which knows no batches.
     */
    private static final String SCRIPT =
            """
            date -u -s @%1$s >/dev/null 2>&1 || date -u -s @%8$s >/dev/null 2>&1
            tar -xf %2$s -C / || exit 240
            for i in /sys/class/net/*; do
              read -r a <$i/address && [ "$a" = %3$s ] && dev=${i##*/}
            done
            [ -n "$dev" ] || { echo "no interface has %3$s" >&2; exit 241; }
            for ip in /sbin/ip /usr/sbin/ip /bin/ip /usr/bin/ip; do [ -x $ip ] && break; done
            $ip -batch - <<END || exit 241
            %4$sEND
            cd %5$s || exit 240
            ./install >%6$s 2>&1
            code=$?
            [ $code = 0 ] || head -c %7$d %6$s
            exit $code
            """;

    private final GuestAgent agent;
    private final GuestNetwork network;

    /** Ended work must be noticed soon, and a look costs the guest some of its processor. */
    private long looks;

    /**
     * @param agent of a guest that runs
     * @param network the guest's addresses
     */
    Installation(GuestAgent agent, GuestNetwork network) {
        this.agent = agent;
        this.network = network;
    }

    /**
     * Begins; returns when the guest agent has taken it.
     *
     * @param archive the procedure as tar, its names as seen from /
     * @return the process to wait for
     */
    long begin(byte[] archive, Map<String, String> environment, Duration limit)
            throws HypervisorException {
        boolean small = archive.length <= GuestAgent.INPUT_MAX_BYTES;
        if (!small) {
            agent.write(ARCHIVE, archive, limit);
        }
        long nowMs = System.currentTimeMillis();
        String script =
                SCRIPT.formatted(
                        "%d.%03d".formatted(nowMs / 1000, nowMs % 1000),
                        small ? "-" : ARCHIVE,
                        network.mac(),
                        network.commands(),
                        DIRECTORY,
                        OUTPUT,
                        OUTPUT_MAX_BYTES,
                        nowMs / 1000);
        return agent.start(
                List.of("/bin/sh", "-c", script),
                environment(environment),
                small ? archive : new byte[0],
                limit);
    }

    private static Map<String, String> environment(Map<String, String> own) {
        var all = new LinkedHashMap<String, String>();
        all.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        all.put("HOME", "/root");
        all.put("LANG", "C.UTF-8");
        all.putAll(own);
        return all;
    }

    /**
     * Waits for its end.
     *
     * @throws DriverException if it took longer than the limit, or never got as far as install
     * @throws InstallFailure if install failed
     */
    void await(long pid, Duration limit)
            throws HypervisorException, DriverException, InstallFailure {
        GuestAgent.Status end = end(pid, limit);
        if (!end.ended()) {
            throw new DriverException(
                    "the installation takes longer than " + limit.toMillis() + " ms");
        }
        String line = firstLine(end.output());
        switch (end.exitCode()) {
            case 0 -> {}
            case UNPACK_FAILED ->
                    throw new DriverException("the procedure cannot be unpacked there: " + line);
            case ADDRESSES_FAILED ->
                    throw new DriverException("the addresses cannot be set there: " + line);
            default -> throw new InstallFailure(end.exitCode(), line, end.output());
        }
    }

    private GuestAgent.Status end(long pid, Duration limit) throws HypervisorException {
        long endNs = System.nanoTime() + limit.toNanos();
        while (true) {
            long leftNs = endNs - System.nanoTime();
            if (leftNs <= 0) {
                return new GuestAgent.Status(false, 0, "");
            }
            LockSupport.parkNanos(looks++ < 50 ? LOOK.toNanos() : LOOK_LATER.toNanos());
            GuestAgent.Status status = look(pid, endNs);
            if (status.ended()) {
                return status;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new HypervisorException(
                        HypervisorException.Cause.REFUSED, "interrupted during the installation");
            }
        }
    }

    /** A look that ends beyond the end is as good as one that finds it running. */
    private GuestAgent.Status look(long pid, long endNs) throws HypervisorException {
        try {
            return agent.status(pid, LOOK_LIMIT);
        } catch (HypervisorException e) {
            if (System.nanoTime() - endNs < 0) {
                throw e;
            }
            return new GuestAgent.Status(false, 0, "");
        }
    }

    /**
     * Has a guest that will be an original load once what every installation uses, so that it is in
     * its memory, and this program do once what it will have to do fast.
     */
    static void rehearse(GuestAgent agent, Duration limit) throws HypervisorException {
        String script =
                """
                for ip in /sbin/ip /usr/sbin/ip /bin/ip /usr/bin/ip; do [ -x $ip ] && break; done
                $ip -batch - <<END
                address show
                END
                tar -tf -
                date
                head -c 1 /etc/passwd
                """;
        var nothing = new Tar().bytes();
        var command = List.of("/bin/sh", "-c", script);
        long pid = agent.start(command, environment(Map.of()), nothing, limit);
        var rehearsal = new Installation(agent, GuestNetwork.NONE);
        rehearsal.end(pid, limit);
    }

    /** What the installation said when it succeeded. */
    String output(Duration limit) throws HypervisorException {
        long pid =
                agent.start(
                        List.of("/bin/sh", "-c", "head -c " + OUTPUT_MAX_BYTES + " " + OUTPUT),
                        environment(Map.of()),
                        new byte[0],
                        limit);
        return end(pid, limit).output();
    }

    /** Has the procedure end what it installed; whatever comes of it, the guest is ended after. */
    void stop(Map<String, String> environment) throws HypervisorException {
        String script = "cd " + DIRECTORY + " && exec ./stop >/dev/null 2>&1";
        long pid =
                agent.start(
                        List.of("/bin/sh", "-c", script),
                        environment(environment),
                        new byte[0],
                        STOP_LIMIT);
        end(pid, STOP_LIMIT);
    }

    private static String firstLine(String output) {
        String line = output.strip().lines().findFirst().orElse("(it says nothing)");
        return line.length() > 200 ? line.substring(0, 200) : line;
    }

    /** The procedure's own install failed. */
    static final class InstallFailure extends Exception {
        private static final long serialVersionUID = 1L;

        private final String output;

        InstallFailure(int exitCode, String line, String output) {
            super("install failed with " + exitCode + ": " + line);
            this.output = output;
        }

        String output() {
            return output;
        }
    }
}
