package io.ringwatch.deploy.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Clients of all services of a lab, in its client's network namespace, and what they see. */
final class Clients {
    /** An access at a moment of UNIX time, and who served it; {@code -} and why if nobody did. */
    private record Access(long atMs, String service, String who) {
        boolean isGood() {
            return !who.startsWith("-");
        }
    }

    private final Process process;
    private final List<Access> accesses = new ArrayList<>();

    /**
     * @param enter the command that runs another one in the client
     */
    Clients(List<String> enter) throws IOException {
        var command = new ArrayList<>(enter);
        String classes =
                ClientProgram.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes,
                        ClientProgram.class.getName()));
        process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var reader = new Thread(() -> read(process.inputReader()), "clients");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(BufferedReader lines) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", 3);
                synchronized (accesses) {
                    accesses.add(new Access(Long.parseLong(words[0]), words[1], words[2]));
                }
            }
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private List<Access> of(String service, long sinceMs) {
        synchronized (accesses) {
            return accesses.stream()
                    .filter(a -> a.service().equals(service) && a.atMs() >= sinceMs)
                    .toList();
        }
    }

    /** Who served the last access that began since then; {@code -} if nobody did. */
    String servedBy(String service, long sinceMs) {
        List<Access> all = of(service, sinceMs);
        return all.isEmpty() ? "-" : all.get(all.size() - 1).who();
    }

    /**
     * Who served at that moment and since, one after another; one who served several in a row is
     * there once.
     */
    List<String> servers(String service, long sinceMs) {
        var found = new ArrayList<String>();
        for (Access access : of(service, 0)) {
            if (!access.isGood()) {
                continue;
            }
            if (access.atMs() < sinceMs) {
                found.clear();
            }
            if (found.isEmpty() || !found.get(found.size() - 1).equals(access.who())) {
                found.add(access.who());
            }
        }
        return found;
    }

    /** The longest time since then in which nobody served. */
    Duration longestGap(String service, long sinceMs) {
        long longest = 0;
        long last = sinceMs;
        for (Access access : of(service, sinceMs)) {
            longest = Math.max(longest, access.atMs() - last);
            if (access.isGood()) {
                last = access.atMs();
            }
        }
        return Duration.ofMillis(longest);
    }

    /** What became of the last accesses, and who served altogether, for each service. */
    String said(Collection<String> services) {
        var text = new StringBuilder();
        for (String service : services) {
            List<Access> all = of(service, 0);
            text.append("%-6s by %s; last:".formatted(service, servers(service, 0)));
            for (Access access : all.subList(Math.max(0, all.size() - 6), all.size())) {
                text.append(" %tT %s".formatted(access.atMs(), access.who()));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** Fails if clients of these services were not served for longer than that at a stretch. */
    void assertServed(Collection<String> services, long sinceMs, Duration limit) {
        for (String service : services) {
            Duration gap = longestGap(service, sinceMs);
            assertTrue(
                    gap.compareTo(limit) <= 0,
                    () -> "clients of " + service + " were not served for " + gap);
        }
    }

    void end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.destroy();
        process.waitFor();
    }
}
