package io.ringwatch.agent.address;

import io.ringwatch.agent.kernel.KernelException;
import io.ringwatch.agent.kernel.Nftables;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate in the kernel: sets of nftables whose elements time out. A VIP of the ring that is not
 * in them neither sends nor receives, on any interface: IP in {@code inet}, ARP in {@code arp}, and
 * in {@code netdev} what is sent by packet sockets, our own announcements among it, so that an
 * agent that was frozen in the middle of one says nothing wrong when it is thawed. What a guest has
 * passes its port of the bridge, in {@code bridge}.
 */
final class NftGate implements Gate {
    /**
     * Elements end earlier than their leases by this much: for the call itself, and for the grain
     * of the kernel's timer, 10 ms at most.
     */
    static final long MARGIN_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long MS_NS = 1_000_000L;
    private static final int ATTEMPTS_MAX = 5;
    private static final String NETDEV = "netdev";
    private static final String BRIDGE = "bridge";
    private static final String ELEMENTS = "elements = {";
    private static final Pattern ELEMENT =
            Pattern.compile(
                    "(?:\"([^\"]+)\" \\. )?([0-9a-f:.]+)"
                            + "(?: timeout \\S+ expires (\\S+))?(?=[,\\s}])");
    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final Logger LOG = LoggerFactory.getLogger(NftGate.class);

    private final Nftables nftables;
    private final String rules;
    private final List<String> families;

    /**
     * @param interfaces those of the service network through which packet sockets send
     * @param guests whether there may be guests
     * @param vips all VIPs of the ring: each is closed unless it passes
     * @throws KernelException if the kernel does not take the rules
     */
    NftGate(Nftables nftables, List<String> interfaces, boolean guests, Collection<Vip> vips)
            throws KernelException {
        this.nftables = nftables;
        families = guests ? List.of("inet", "arp", NETDEV, BRIDGE) : List.of("inet", "arp", NETDEV);
        rules = NftRules.of(interfaces, families, vips);
        nftables.run(rules);
    }

    @Override
    public Map<Pass, Long> passing() throws KernelException {
        var ends = new LinkedHashMap<Pass, Long>();
        for (String family :
                families.contains(BRIDGE) ? List.of("inet", BRIDGE) : List.of("inet")) {
            for (String set : List.of("held4", "held6")) {
                long nowNs = System.nanoTime();
                String text = nftables.run("list set " + family + " ringwatch " + set);
                int from = text.indexOf(ELEMENTS);
                if (from >= 0) {
                    elements(text.substring(from + ELEMENTS.length()), nowNs, ends);
                }
            }
        }
        return ends;
    }

    private static void elements(String text, long nowNs, Map<Pass, Long> ends) {
        Matcher element = ELEMENT.matcher(text);
        while (element.find()) {
            String port = element.group(1) == null ? "" : element.group(1);
            String left = element.group(3);
            ends.put(
                    new Pass(Vip.of(element.group(2)), port),
                    left == null ? NEVER : nowNs + ns(left));
        }
    }

    /** Nanoseconds of a duration as nft prints it, {@code 2s984ms}. */
    static long ns(String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            return 0;
        }
        long[] units = {86_400_000, 3_600_000, 60_000, 1000, 1};
        long ms = 0;
        for (int i = 0; i < units.length; i++) {
            String part = parts.group(i + 1);
            ms += part == null ? 0 : Long.parseLong(part) * units[i];
        }
        return ms * MS_NS;
    }

    @Override
    public Set<Pass> pass(Map<Pass, Long> ends) throws KernelException {
        for (int i = 0; i < ATTEMPTS_MAX; i++) {
            long beforeNs = System.nanoTime();
            var passing = new HashSet<Pass>();
            apply(commands(ends, beforeNs, passing));
            // The kernel counts from some moment of the call; if that was long, it counts too far.
            if (System.nanoTime() - beforeNs <= MARGIN_NS / 2) {
                return passing;
            }
        }
        apply(commands(Map.of(), System.nanoTime(), new HashSet<>()));
        throw new KernelException(
                "nftables is slower than " + MARGIN_NS / 2 / MS_NS + " ms: no VIP passes");
    }

    /** One transaction: the sets are emptied and filled again, seen by packets as one change. */
    private String commands(Map<Pass, Long> ends, long nowNs, Set<Pass> passing) {
        ends.forEach(
                (pass, endNs) -> {
                    if (endNs == NEVER || leftMs(endNs, nowNs) > 0) {
                        passing.add(pass);
                    }
                });
        var text = new StringBuilder();
        for (String family : families) {
            for (boolean ipv6 : new boolean[] {false, true}) {
                String set = family + " ringwatch held" + (ipv6 ? "6" : "4");
                text.append("flush set ").append(set).append('\n');
                text.append(
                        NftRules.elements(
                                set,
                                passing.stream()
                                        .filter(p -> p.vip().isIpv6() == ipv6)
                                        .filter(p -> concerns(family, p))
                                        .map(p -> element(family, p, ends, nowNs))
                                        .toList()));
            }
        }
        return text.toString();
    }

    /** What a guest has is announced by this machine, and otherwise passes the bridge only. */
    private static boolean concerns(String family, Pass pass) {
        return switch (family) {
            case NETDEV -> true;
            case BRIDGE -> !pass.isOwn();
            default -> pass.isOwn();
        };
    }

    private static long leftMs(long endNs, long nowNs) {
        return (endNs - nowNs - MARGIN_NS) / MS_NS;
    }

    private static String element(String family, Pass pass, Map<Pass, Long> ends, long nowNs) {
        String port = family.equals(BRIDGE) ? '"' + pass.port() + "\" . " : "";
        long endNs = ends.getOrDefault(pass, 0L);
        String time = endNs == NEVER ? "" : " timeout " + leftMs(endNs, nowNs) + "ms";
        return port + pass.vip().text() + time;
    }

    private void apply(String commands) throws KernelException {
        try {
            nftables.run(commands);
        } catch (KernelException e) {
            // Somebody flushed the whole ruleset, as reloading a firewall does: all again.
            LOG.warn("the rules that hold VIPs are not there, made again: {}", e.getMessage());
            nftables.run(rules + commands);
        }
    }
}
