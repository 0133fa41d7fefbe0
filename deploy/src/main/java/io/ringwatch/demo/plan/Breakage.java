package io.ringwatch.demo.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to break, all at the same moment.
 *
 * @param faults fault by server number, in the order given
 */
public record Breakage(Map<Integer, Fault> faults) {
    /** What is broken unless something else is asked for. */
    public static final String DEFAULT = "ftp:power";

    public Breakage {
        faults = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(faults));
    }

    /**
     * Reads {@code SERVER:KIND[,SERVER:KIND...]}, or {@code none}.
     *
     * @param text as on the command line
     * @param servers the servers of the ring
     * @param errors receives everything that is wrong with it
     */
    public static Breakage parse(String text, List<PlannedServer> servers, List<String> errors) {
        var faults = new LinkedHashMap<Integer, Fault>();
        if (text.equals(Fault.NONE.word())) {
            return new Breakage(faults);
        }
        for (String part : text.split(",", -1)) {
            String[] words = part.strip().split(":", -1);
            if (words.length != 2) {
                errors.add("--break: '" + part + "' is not SERVER:KIND");
                continue;
            }
            var server = servers.stream().filter(s -> s.name().equals(words[0])).findFirst();
            var fault = Fault.of(words[1]);
            if (server.isEmpty()) {
                errors.add(
                        "--break: no server '"
                                + words[0]
                                + "'; this ring has "
                                + String.join(", ", names(servers)));
            }
            if (fault.isEmpty()) {
                errors.add(
                        "--break: no kind '"
                                + words[1]
                                + "'; there are "
                                + String.join(", ", kinds()));
            }
            if (server.isPresent()
                    && fault.isPresent()
                    && faults.put(server.get().number(), fault.get()) != null) {
                errors.add("--break: " + words[0] + " is named twice");
            }
        }
        faults.values().removeIf(f -> f == Fault.NONE);
        return new Breakage(faults);
    }

    private static List<String> names(List<PlannedServer> servers) {
        return servers.stream().map(PlannedServer::name).toList();
    }

    private static List<String> kinds() {
        var kinds = new ArrayList<String>();
        for (Fault fault : Fault.values()) {
            kinds.add(fault.word());
        }
        return kinds;
    }
}
