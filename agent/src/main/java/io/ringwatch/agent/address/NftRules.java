package io.ringwatch.agent.address;

import java.util.Collection;
import java.util.List;

/**
 * The rules of the gate, as nft reads them: a VIP of the ring that is not in a set of those that
 * are held neither sends nor receives. What others announce comes in, since it is asked for from
 * themselves: neighbours must learn where a VIP went. Sets and chains that are there already stay
 * as they are.
 */
final class NftRules {
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
            add rule arp ringwatch in arp daddr ip @vips4 arp daddr ip != @held4 arp saddr ip != @vips4 drop
            add rule arp ringwatch out arp saddr ip @vips4 arp saddr ip != @held4 drop
            """;
    private static final String NETDEV_RULES =
            """
            add chain netdev ringwatch %2$s \
            { type filter hook egress device "%1$s" priority 0; policy accept; }
            flush chain netdev ringwatch %2$s
            add rule netdev ringwatch %2$s arp saddr ip @vips4 arp saddr ip != @held4 drop
            add rule netdev ringwatch %2$s ip saddr @vips4 ip saddr != @held4 drop
            add rule netdev ringwatch %2$s ip6 saddr @vips6 ip6 saddr != @held6 drop
            """;

    /**
     * What concerns guests: frames from and to their ports, whether they are forwarded or to and
     * from this host itself. What passes between other ports is nobody's business here, since other
     * machines hold VIPs, too. Who may use a VIP is a port, not the whole bridge. A guest that is
     * asked for a VIP of IPv6 says so from that VIP, and is not heard.
     */
    private static final String BRIDGE_RULES =
            """
            add table bridge ringwatch
            add set bridge ringwatch vips4 { type ipv4_addr; }
            add set bridge ringwatch held4 { type ifname . ipv4_addr; flags timeout; }
            add set bridge ringwatch vips6 { type ipv6_addr; }
            add set bridge ringwatch held6 { type ifname . ipv6_addr; flags timeout; }
            add chain bridge ringwatch from
            add chain bridge ringwatch to
            add chain bridge ringwatch through { type filter hook forward priority -300; policy accept; }
            add chain bridge ringwatch in { type filter hook input priority -300; policy accept; }
            add chain bridge ringwatch out { type filter hook output priority -300; policy accept; }
            flush chain bridge ringwatch from
            flush chain bridge ringwatch to
            flush chain bridge ringwatch through
            flush chain bridge ringwatch in
            flush chain bridge ringwatch out
            add rule bridge ringwatch through iifname "rwguest*" jump from
            add rule bridge ringwatch through oifname "rwguest*" jump to
            add rule bridge ringwatch in iifname "rwguest*" jump from
            add rule bridge ringwatch out oifname "rwguest*" jump to
            add rule bridge ringwatch from arp saddr ip @vips4 iifname . arp saddr ip != @held4 drop
            add rule bridge ringwatch from ip saddr @vips4 iifname . ip saddr != @held4 drop
            add rule bridge ringwatch from ip6 saddr @vips6 iifname . ip6 saddr != @held6 drop
            add rule bridge ringwatch to arp daddr ip @vips4 oifname . arp daddr ip != @held4 \
            arp saddr ip != @vips4 drop
            add rule bridge ringwatch to ip daddr @vips4 oifname . ip daddr != @held4 drop
            add rule bridge ringwatch to ip6 daddr @vips6 oifname . ip6 daddr != @held6 drop
            """;

    private NftRules() {}

    /**
     * All rules.
     *
     * @param interfaces those of the service network through which packet sockets send
     * @param families the families of tables that are wanted
     * @param vips all VIPs of the ring
     */
    static String of(List<String> interfaces, List<String> families, Collection<Vip> vips) {
        var text = new StringBuilder();
        for (String family : families) {
            text.append(family.equals("bridge") ? BRIDGE_RULES : SETS.formatted(family));
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
        text.append(INET_RULES).append(ARP_RULES);
        for (int i = 0; i < interfaces.size(); i++) {
            text.append(NETDEV_RULES.formatted(interfaces.get(i), i == 0 ? "out" : "out" + i));
        }
        return text.toString();
    }

    /** Adds elements to a set. */
    static String elements(String set, List<String> elements) {
        return elements.isEmpty()
                ? ""
                : "add element " + set + " { " + String.join(", ", elements) + " }\n";
    }
}
