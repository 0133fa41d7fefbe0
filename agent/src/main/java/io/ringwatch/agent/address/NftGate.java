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
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate in the kernel: sets of nftables whose elements time out. A VIP of the ring that is not
 * in them neither sends nor receives, on any interface: IP in {@code inet}, ARP in {@code arp}, and
 * in {@code netdev} what is sent by packet sockets, our own announcements among it, so that an
 * agent that was frozen in the middle of one says nothing wrong when it is thawed.
 */
final class NftGate implements Gate {
    /**
     * Elements end earlier than their leases by this much: for the call itself, and for the grain
     * of the kernel's timer, 10 ms at most.
     */
    static final long MARGIN_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long MS_NS = 1_000_000L;
    private static final int ATTEMPTS_MAX = 5;
    private static final String SETS =
            """
            add table %1$s ringwatch
            add set %1$s ringwatch vips4 { type ipv4_addr; }
            add set %1$s ringwatch held4 { type ipv4_addr; flags timeout; }
            add set %1$s ringwatch vips6 { type ipv6_addr; }
            add set %1$s ringwatch held6 { type ipv6_addr; flags timeout; }
            """;
    private static final String INET_RULES =
            """
            add chain inet ringwatch in { type filter hook input priority -300; policy accept; }
            add chain inet ringwatch out { type filter hook output priority -300; policy accept; }
            flush chain inet ringwatch in
            flush chain inet ringwatch out
            add rule inet ringwatch in ip daddr @vips4 ip daddr != @held4 drop
            add rule inet ringwatch in ip6 daddr @vips6 ip6 daddr != @held6 drop
            add rule inet ringwatch out ip saddr @vips4 ip saddr != @held4 drop
            add rule inet ringwatch out ip6 saddr @vips6 ip6 saddr != @held6 drop
            """;
    private static final String ARP_RULES =
            """
            add chain arp ringwatch in { type filter hook input priority 0; policy accept; }
            add chain arp ringwatch out { type filter hook output priority 0; policy accept; }
            flush chain arp ringwatch in
            flush chain arp ringwatch out
            add rule arp ringwatch in arp daddr ip @vips4 arp daddr ip != @held4 drop
            add rule arp ringwatch out arp saddr ip @vips4 arp saddr ip != @held4 drop
            """;
    private static final String NETDEV_RULES =
            """
            add chain netdev ringwatch out \
            { type filter hook egress device "%s" priority 0; policy accept; }
            flush chain netdev ringwatch out
            add rule netdev ringwatch out arp saddr ip @vips4 arp saddr ip != @held4 drop
            add rule netdev ringwatch out ip saddr @vips4 ip saddr != @held4 drop
            add rule netdev ringwatch out ip6 saddr @vips6 ip6 saddr != @held6 drop
            """;
    private static final List<String> FAMILIES = List.of("inet", "arp", "netdev");
    private static final Pattern ELEMENT =
            Pattern.compile("([0-9a-f:.]+)(?: timeout \\S+ expires (\\S+))?(?=[,\\s}])");
    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final Logger LOG = LoggerFactory.getLogger(NftGate.class);

    private final Nftables nftables;
    private final String rules;

    /**
     * @param vips all VIPs of the ring: each is closed unless it passes
     * @throws KernelException if the kernel does not take the rules
     */
    NftGate(Nftables nftables, String interfaceName, Collection<Vip> vips) throws KernelException {
        this.nftables = nftables;
        this.rules = rules(interfaceName, vips);
        nftables.run(rules);
    }

    private static String rules(String interfaceName, Collection<Vip> vips) {
        var text = new StringBuilder();
        for (String family : FAMILIES) {
            text.append(SETS.formatted(family));
            for (boolean ipv6 : new boolean[] {false, true}) {
                String set = family + " ringwatch vips" + (ipv6 ? "6" : "4");
                text.append("flush set ").append(set).append('\n');
                text.append(
                        elements(
                                set,
                                vips.stream()
                                        .filter(v -> v.isIpv6() == ipv6)
                                        .map(Vip::text)
                                        .toList()));
            }
        }
        return text.append(INET_RULES)
                .append(ARP_RULES)
                .append(NETDEV_RULES.formatted(interfaceName))
                .toString();
    }

    private static String elements(String set, List<String> elements) {
        return elements.isEmpty()
                ? ""
                : "add element " + set + " { " + String.join(", ", elements) + " }\n";
    }

    @Override
    public Map<Vip, Long> passing() throws KernelException {
        var ends = new LinkedHashMap<Vip, Long>();
        for (String set : List.of("held4", "held6")) {
            long nowNs = System.nanoTime();
            String text = nftables.run("list set inet ringwatch " + set);
            int from = text.indexOf("elements = {");
            if (from >= 0) {
                Matcher element = ELEMENT.matcher(text.substring(from + "elements = {".length()));
                while (element.find()) {
                    String left = element.group(2);
                    ends.put(Vip.of(element.group(1)), left == null ? NEVER : nowNs + ns(left));
                }
            }
        }
        return ends;
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
    public Set<Vip> pass(Map<Vip, Long> ends) throws KernelException {
        for (int i = 0; i < ATTEMPTS_MAX; i++) {
            long beforeNs = System.nanoTime();
            var passing = new HashSet<Vip>();
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
    private static String commands(Map<Vip, Long> ends, long nowNs, Set<Vip> passing) {
        Map<Boolean, List<String>> elements =
                ends.entrySet().stream()
                        .filter(e -> e.getValue() == NEVER || leftMs(e.getValue(), nowNs) > 0)
                        .peek(e -> passing.add(e.getKey()))
                        .collect(
                                Collectors.partitioningBy(
                                        e -> e.getKey().isIpv6(),
                                        Collectors.mapping(
                                                e -> element(e.getKey(), e.getValue(), nowNs),
                                                Collectors.toList())));
        var text = new StringBuilder();
        for (String family : FAMILIES) {
            for (boolean ipv6 : new boolean[] {false, true}) {
                String set = family + " ringwatch held" + (ipv6 ? "6" : "4");
                text.append("flush set ").append(set).append('\n');
                text.append(elements(set, elements.getOrDefault(ipv6, List.of())));
            }
        }
        return text.toString();
    }

    private static long leftMs(long endNs, long nowNs) {
        return (endNs - nowNs - MARGIN_NS) / MS_NS;
    }

    private static String element(Vip vip, long endNs, long nowNs) {
        return endNs == NEVER ? vip.text() : vip.text() + " timeout " + leftMs(endNs, nowNs) + "ms";
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
