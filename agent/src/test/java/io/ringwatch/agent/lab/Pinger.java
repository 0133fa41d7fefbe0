package io.ringwatch.agent.lab;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks an address every few milliseconds, and knows when it answered last. */
public final class Pinger implements AutoCloseable {
    private static final Pattern REPLY = Pattern.compile("\\[(\\d+)\\.(\\d{6})] \\d+ bytes from.*");
    private static final Pattern SEQUENCE = Pattern.compile("icmp_seq=(\\d+) ");
    private static final long MICRO = 1000;

    private final Talker ping;

    public Pinger(Lab lab, String address) {
        ping = new Talker(Lab.in(lab.client, "ping", "-n", "-D", "-i", "0.004", address));
    }

    /** Time of {@link System#nanoTime()} of the last reply. */
    public Optional<Long> lastReplyNs() {
        return lastOf(REPLY)
                .map(
                        m -> {
                            long microseconds =
                                    Long.parseLong(m.group(1)) * 1_000_000
                                            + Long.parseLong(m.group(2));
                            return microseconds * MICRO - wallAheadNs();
                        });
    }

    /** How much UNIX time is ahead of nanoTime: the least uncertain of some readings. */
    private static long wallAheadNs() {
        long bestNs = Long.MAX_VALUE;
        long ahead = 0;
        for (int i = 0; i < 50; i++) {
            long before = System.nanoTime();
            var wall = Instant.now();
            long after = System.nanoTime();
            if (after - before < bestNs) {
                bestNs = after - before;
                ahead = wall.getEpochSecond() * 1_000_000_000L + wall.getNano() - before;
            }
        }
        return ahead;
    }

    private Optional<Matcher> lastOf(Pattern pattern) {
        List<String> lines = ping.lines();
        for (int i = lines.size() - 1; i >= 0; i--) {
            Matcher matcher = pattern.matcher(lines.get(i));
            if (matcher.matches()) {
                return Optional.of(matcher);
            }
        }
        return Optional.empty();
    }

    /** Answers so far. */
    public long replies() {
        return ping.count(" bytes from ");
    }

    /** Requests that were never answered between the first reply and the last. */
    public long lost() {
        List<Long> numbers =
                ping.lines().stream()
                        .map(SEQUENCE::matcher)
                        .filter(Matcher::find)
                        .map(m -> Long.parseLong(m.group(1)))
                        .toList();
        return numbers.isEmpty()
                ? 0
                : numbers.get(numbers.size() - 1) - numbers.get(0) + 1 - numbers.size();
    }

    /** Waits for so many more. */
    public void awaitReplies(int more) {
        long wanted = replies() + more;
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> replies() >= wanted);
    }

    /** Waits until nothing has been answered for a while, and says when the last reply was. */
    public long awaitSilence() {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                lastReplyNs()
                                        .filter(ns -> System.nanoTime() - ns > 600_000_000L)
                                        .isPresent());
        return lastReplyNs().orElseThrow();
    }

    @Override
    public void close() {
        ping.close();
    }
}
