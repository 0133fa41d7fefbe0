package io.ringwatch.agent.daemon;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.load.LoadSampler;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Map;

/**
 * The options of the ring file that say how load is measured: {@code interface} (of the service
 * network, default the one with the server's own address there) and {@code rated-kb-per-s}
 * (transmission plus reception, default what the interface says of itself).
 */
final class LoadOptions {
    private static final String USUAL = "eth0";

    private LoadOptions() {}

    static LoadSampler sampler(RingConfig config, int self) {
        Map<String, String> options = config.driverOptions();
        String own = config.machine(self).serviceAddress();
        String networkInterface = options.getOrDefault("interface", interfaceOf(own));
        return new LoadSampler(
                networkInterface, rated(options.getOrDefault("rated-kb-per-s", "0")));
    }

    /** Name of the interface that has the address. */
    static String interfaceOf(String address) {
        try {
            NetworkInterface found =
                    NetworkInterface.getByInetAddress(InetAddress.getByName(address));
            return found == null ? USUAL : found.getName();
        } catch (SocketException | UnknownHostException e) {
            // Load is measured where it can be; who cannot read it says so.
            return USUAL;
        }
    }

    private static long rated(String text) {
        return text.matches("[0-9]{1,12}") ? Long.parseLong(text) : 0;
    }
}
