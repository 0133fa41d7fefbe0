package io.ringwatch.agent.daemon;

import io.ringwatch.agent.load.LoadSampler;
import java.util.Map;

/**
 * The options of the ring file that say how load is measured: {@code interface} (of the service
 * network, default {@code eth0}) and {@code rated-kb-per-s} (transmission plus reception, default
 * what the interface says of itself).
 */
final class LoadOptions {
    private LoadOptions() {}

    static LoadSampler sampler(Map<String, String> options) {
        String networkInterface = options.getOrDefault("interface", "eth0");
        return new LoadSampler(
                networkInterface, rated(options.getOrDefault("rated-kb-per-s", "0")));
    }

    private static long rated(String text) {
        return text.matches("[0-9]{1,12}") ? Long.parseLong(text) : 0;
    }
}
