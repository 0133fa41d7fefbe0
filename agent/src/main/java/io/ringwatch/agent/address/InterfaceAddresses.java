package io.ringwatch.agent.address;

import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.process.ProcessEnd;
import io.ringwatch.agent.process.ProcessRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The addresses of this machine's interfaces, by the {@code ip} tool: two processes per change of
 * holder, none per renewal. A VIP is added as a host's address that no connection of our own starts
 * from, and with a life of its own, so that it goes if no agent is left to remove it.
 */
final class InterfaceAddresses {
    /** How long an address stays without {@link #add} being repeated. */
    static final Duration LIFE = Duration.ofSeconds(60);

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Lan lan;

    InterfaceAddresses(Lan lan) {
        this.lan = lan;
    }

    /** Those of these VIPs that are addresses of any interface here. */
    Set<Vip> present(Collection<Vip> vips) throws DriverException {
        var present = new HashSet<Vip>();
        ip("", "-o", "address", "show")
                .lines()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(words -> words.length > 3 && words[2].startsWith("inet"))
                .map(words -> Vip.of(words[3].replaceFirst("/.*", "")))
                .filter(vips::contains)
                .forEach(present::add);
        return present;
    }

    /**
     * Adds addresses, or prolongs their life.
     *
     * @param forEver whether they stay until they are removed
     */
    void add(Collection<Vip> vips, boolean forEver) throws DriverException {
        var batch = new StringBuilder();
        String life = forEver ? "forever" : Long.toString(LIFE.toSeconds());
        for (Vip vip : vips) {
            batch.append("address replace ").append(vip.single());
            batch.append(" dev ").append(lan.name()).append(" valid_lft ").append(life);
            // Conflicts were looked for already. Deprecated: chosen by no connection that goes out.
            batch.append(vip.isIpv6() ? " preferred_lft 0 nodad" : " preferred_lft " + life);
            batch.append('\n');
        }
        if (!batch.isEmpty()) {
            ip(batch.toString(), "-batch", "-");
        }
    }

    /** Removes addresses from this interface, if they are there; and they are forgotten. */
    void remove(Collection<Vip> vips) throws DriverException {
        var batch = new StringBuilder();
        for (Vip vip : present(vips)) {
            batch.append("address delete ").append(vip.single());
            batch.append(" dev ").append(lan.name()).append('\n');
        }
        if (!batch.isEmpty()) {
            ip(batch.toString(), "-batch", "-");
        }
        forget(vips);
    }

    /**
     * This machine has to ask anew where these are: it does not hear what it announces itself, and
     * not what came while it held them.
     */
    void forget(Collection<Vip> vips) throws DriverException {
        var batch = new StringBuilder();
        vips.forEach(v -> batch.append("neigh flush to ").append(v.single()).append('\n'));
        if (!batch.isEmpty()) {
            ip(batch.toString(), "-batch", "-");
        }
    }

    private static String ip(String input, String... arguments) throws DriverException {
        var command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        ProcessEnd end = ProcessRun.run(command, Map.of("LC_ALL", "C"), input, LIMIT);
        if (!end.ok()) {
            throw new DriverException(
                    String.join(" ", command)
                            + " "
                            + switch (end.how()) {
                                case LATE -> "takes longer than " + LIMIT.toSeconds() + " s";
                                case NOT_STARTED -> "does not start: install iproute2; ";
                                case EXITED -> "fails: ";
                            }
                            + end.firstLine());
        }
        return end.output();
    }
}
