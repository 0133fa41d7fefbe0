package io.ringwatch.agent.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code driver-options} of the drivers {@code host}, which are those of a real machine.
 *
 * @param addresses how VIPs are held
 * @param conflictProbe how long others are asked before a VIP is claimed
 * @param serviceRestart command that restarts the daemon whose name comes after it; empty for
 *     systemd
 * @param serviceStop command that ends the daemon whose name comes after it; empty for systemd
 * @param serverRestart command that restarts this machine, the reason comes after it; empty for
 *     systemd
 * @param guests how virtual servers are made, if they are
 */
public record HostOptions(
        AddressKind addresses,
        Duration conflictProbe,
        List<String> serviceRestart,
        List<String> serviceStop,
        List<String> serverRestart,
        Optional<GuestOptions> guests) {
    /** Name of the drivers that these options are for. */
    public static final String DRIVERS = "host";

    static final List<String> KEYS =
            Stream.concat(
                            Stream.of(
                                    "addresses",
                                    "conflict-probe",
                                    "service-restart",
                                    "service-stop",
                                    "server-restart",
                                    "interface",
                                    "rated-kb-per-s"),
                            GuestOptions.KEYS.stream())
                    .toList();
    private static final Duration PROBE = Duration.ofMillis(200);
    private static final long PROBE_MIN_NS = 30_000_000L;
    private static final long PROBE_MAX_NS = 7_000_000_000L;

    /** How VIPs are held. */
    public enum AddressKind {
        /** By the kernel, on the interface of the service-address. */
        KERNEL,
        /** They are of this machine's loopback, and nothing has to be done. To try things out. */
        LOOPBACK
    }

    /** The options of a ring file that was checked. */
    public static HostOptions of(RingConfig config) {
        Map<String, String> options = config.driverOptions();
        return new HostOptions(
                addresses(options),
                probe(options.get("conflict-probe")),
                words(options.get("service-restart")),
                words(options.get("service-stop")),
                words(options.get("server-restart")),
                GuestOptions.of(config));
    }

    /** How VIPs are held with these options. */
    static AddressKind addresses(Map<String, String> options) {
        return "loopback".equals(options.get("addresses"))
                ? AddressKind.LOOPBACK
                : AddressKind.KERNEL;
    }

    private static List<String> words(@Nullable String command) {
        return command == null ? List.of() : List.of(command.strip().split("\\s+", -1));
    }

    private static Duration probe(@Nullable String text) {
        OptionalLong ns = text == null ? OptionalLong.empty() : Quantity.durationNs(text);
        return ns.isPresent() ? Duration.ofNanos(ns.getAsLong()) : PROBE;
    }

    /** How long others are asked before a claim with these options, nanoseconds. */
    static long conflictProbeNs(Map<String, String> options) {
        return probe(options.get("conflict-probe")).toNanos();
    }

    /** Faults of the section, and of what it contradicts. */
    static void check(Section section, List<String> vips) {
        Optional<String> kind = section.word("addresses", List.of("kernel", "loopback"));
        if (kind.filter("loopback"::equals).isPresent()) {
            var outside = new ArrayList<>(vips);
            outside.removeIf(Addresses::isLoopback);
            if (!outside.isEmpty()) {
                section.fault(
                        "addresses",
                        "loopback",
                        "only for rings whose VIPs are all in 127.0.0.0/8, and "
                                + outside.get(0)
                                + " is not: nobody would let go of it");
            }
        }
        String expected = "a duration from 30 ms to 7 s with its unit, such as 200 ms";
        section.text("conflict-probe", expected)
                .filter(text -> !between(Quantity.durationNs(text)))
                .ifPresent(
                        text ->
                                section.fault(
                                        "conflict-probe",
                                        '"' + text + '"',
                                        "expected " + expected));
        command(section, "service-restart");
        command(section, "service-stop");
        command(section, "server-restart");
        section.wholeNumber("rated-kb-per-s", 1, 999_999_999);
        GuestOptions.check(section);
    }

    /** Whatever runs as root is named by its whole path. */
    private static void command(Section section, String key) {
        String expected = "the path of an executable, from / on, and its arguments";
        section.text(key, expected)
                .filter(text -> !text.startsWith("/"))
                .ifPresent(text -> section.fault(key, '"' + text + '"', "expected " + expected));
    }

    private static boolean between(OptionalLong ns) {
        return ns.isPresent() && ns.getAsLong() >= PROBE_MIN_NS && ns.getAsLong() <= PROBE_MAX_NS;
    }
}
