package io.ringwatch.deploy.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * This machine's file system with a layer over it that takes all that is written, and nothing of
 * its /run: what is installed in there is gone with the directory. Needs root.
 */
final class Machine {
    private static final int LIMIT_SECONDS = 60;

    /** A shell script whose parameters are the command, run in the layered file system. */
    private static final String ENTER =
            """
            set -e
            cd "$1"
            mount -t overlay overlay -o lowerdir=/,upperdir=upper,workdir=work root
            mount --rbind /proc root/proc
            mount --rbind /dev root/dev
            mount --bind run root/run
            mount --bind "$2" root/mnt
            shift 2
            ip link set lo up
            exec chroot root "$@"
            """;

    private final Path directory;
    private final Path debs;

    /**
     * @param directory where the layer is kept; a directory of tmpfs or of a real file system
     * @param debs what the machine sees as /mnt
     */
    Machine(Path directory, Path debs) throws IOException {
        this.directory = directory;
        this.debs = debs;
        for (String name : List.of("upper", "work", "root", "run")) {
            Files.createDirectories(directory.resolve(name));
        }
    }

    /** Skips the test where such a machine cannot be, with a line that says why. */
    static void assume(Path scratch, Path debs) throws IOException, InterruptedException {
        Ran ran = new Machine(scratch, debs).run("dpkg", "--version");
        boolean required = "true".equals(System.getenv("RINGWATCH_ROOT_TESTS_REQUIRED"));
        if (required) {
            assertEquals(0, ran.code(), "must be tested here: " + ran.text());
        } else if (ran.code() != 0) {
            System.out.println(
                    "The package is not installed for a test: that needs Debian and root (sudo mvn"
                            + " verify); "
                            + ran.text().strip());
        }
        Assumptions.assumeTrue(ran.code() == 0, ran.text());
    }

    Ran run(String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(directory, "out", "");
        Process process = start(out, command);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(5, TimeUnit.SECONDS), "hangs: " + List.of(command));
        return new Ran(process.exitValue(), Files.readString(out));
    }

    /** Starts a command that goes on; its output goes to the file. */
    Process start(Path out, String... command) throws IOException {
        var line = new ArrayList<>(List.of("unshare", "-mn", "sh", "-c", ENTER, "sh"));
        line.add(directory.toString());
        line.add(debs.toString());
        line.addAll(List.of(command));
        var builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        builder.environment().put("LC_ALL", "C");
        builder.environment().keySet().removeIf(name -> name.startsWith("RINGWATCH_"));
        return builder.start();
    }

    /** A file that was written in there. */
    Path written(String path) {
        return directory.resolve("upper" + path);
    }

    /** A file of its memory disk. */
    Path inRun(String path) {
        return directory.resolve("run").resolve(path);
    }

    record Ran(int code, String text) {}
}
