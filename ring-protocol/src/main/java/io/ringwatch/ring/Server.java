package io.ringwatch.ring;

import java.util.List;

/**
 * A real machine that serves clients and runs an agent, as far as decisions need it.
 *
 * @param number position in the ring and name in votes, 1..{@value Ring#NUMBER_MAX}
 * @param name host name
 * @param type which resources its work mainly uses
 * @param vips virtual IP addresses that clients use, as text
 * @param services names of its service daemons, in the order in which they are examined
 * @param isolation what it does without a lease
 * @param fenced whether a power fence can prove that it is off
 * @param guestMemoryKb memory that its virtual server needs on a host
 * @param virtualName name of its virtual server ({@code ftpb} for {@code ftp})
 * @param servicesNeedVip whether its services run only while it has its VIPs, so that nobody sees
 *     beforehand whether they do
 */
public record Server(
        int number,
        String name,
        ServerType type,
        List<String> vips,
        List<String> services,
        Isolation isolation,
        boolean fenced,
        long guestMemoryKb,
        String virtualName,
        boolean servicesNeedVip) {
    public Server {
        vips = List.copyOf(vips);
        services = List.copyOf(services);
    }
}
