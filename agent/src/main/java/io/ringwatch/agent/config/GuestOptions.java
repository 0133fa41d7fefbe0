package io.ringwatch.agent.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Those {@code driver-options} of the drivers {@code host} that are about virtual servers. Without
 * {@code original} there are none.
 *
 * @param libvirt URI of the host's libvirt
 * @param original file that describes the domain from which originals are made
 * @param originals how many a host keeps ready
 * @param kept how they are kept
 * @param installLimit longest installation
 * @param procedureKb largest directory of an installation procedure, kB
 * @param bridge bridge of the service network; empty for the one that has the service-address
 */
public record GuestOptions(
        String libvirt,
        String original,
        int originals,
        Kept kept,
        Duration installLimit,
        long procedureKb,
        String bridge) {
    static final List<String> KEYS =
            List.of(
                    "libvirt",
                    "original",
                    "originals",
                    "originals-kept",
                    "install-limit",
                    "procedure-size",
                    "bridge");

    private static final String ORIGINAL = "original";
    private static final int ORIGINALS_MAX = 16;
    private static final Duration INSTALL = Duration.ofSeconds(20);
    private static final long INSTALL_MIN_NS = 100_000_000L;
    private static final long INSTALL_MAX_NS = 3_600_000_000_000L;
    private static final long PROCEDURE_KB = 16 * 1024L;
    private static final long PROCEDURE_MAX_KB = 256 * 1024L;

    /** How suspended originals are kept. */
    public enum Kept {
        /** In memory, stopped: alive again within milliseconds. */
        PAUSED,
        /** On the disk: they take no memory, and seconds to come back. */
        SAVED,
        /** Not at all: started when one is needed. */
        COLD;

        /** As the ring file writes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The options of a ring file that was checked; empty if it has no originals. */
    static Optional<GuestOptions> of(RingConfig config) {
        Map<String, String> options = config.driverOptions();
        String original = options.get(ORIGINAL);
        if (original == null) {
            return Optional.empty();
        }
        OptionalLong limit = Quantity.durationNs(options.getOrDefault("install-limit", ""));
        OptionalLong size = Quantity.sizeKb(options.getOrDefault("procedure-size", ""));
        String kept = options.getOrDefault("originals-kept", Kept.PAUSED.word());
        return Optional.of(
                new GuestOptions(
                        options.getOrDefault("libvirt", "qemu:///system"),
                        original,
                        Integer.parseInt(options.getOrDefault("originals", "1")),
                        Kept.valueOf(kept.toUpperCase(Locale.ROOT)),
                        limit.isPresent() ? Duration.ofNanos(limit.getAsLong()) : INSTALL,
                        size.orElse(PROCEDURE_KB),
                        options.getOrDefault("bridge", "")));
    }

    /** Faults of these options. */
    static void check(Section section) {
        if (!section.has(ORIGINAL)) {
            for (String key : KEYS) {
                if (section.has(key)) {
                    section.fault(
                            key, "", "is about virtual servers, and there is no key original");
                }
            }
            return;
        }
        String path = "the path of a libvirt domain's XML, from / on";
        section.text(ORIGINAL, path)
                .filter(text -> !text.startsWith("/"))
                .ifPresent(text -> section.fault(ORIGINAL, quoted(text), "expected " + path));
        String uri = "a URI of libvirt, such as qemu:///system";
        section.text("libvirt", uri)
                .filter(text -> !text.matches("[a-z+]+://[^ ]*"))
                .ifPresent(text -> section.fault("libvirt", quoted(text), "expected " + uri));
        section.wholeNumber("originals", 0, ORIGINALS_MAX);
        section.word("originals-kept", List.of("paused", "saved", "cold"));
        String limit = "a duration from 100 ms to 1 h with its unit, such as 20 s";
        section.text("install-limit", limit)
                .filter(text -> !within(Quantity.durationNs(text), INSTALL_MIN_NS, INSTALL_MAX_NS))
                .ifPresent(
                        text -> section.fault("install-limit", quoted(text), "expected " + limit));
        String size = "a size from 1 kB to 256 MB with its unit, such as 16 MB";
        section.text("procedure-size", size)
                .filter(text -> !within(Quantity.sizeKb(text), 1, PROCEDURE_MAX_KB))
                .ifPresent(
                        text -> section.fault("procedure-size", quoted(text), "expected " + size));
        String bridge = "the name of a bridge, such as br0";
        section.text("bridge", bridge)
                .filter(text -> !text.matches("[A-Za-z0-9_.-]{1,15}"))
                .ifPresent(text -> section.fault("bridge", quoted(text), "expected " + bridge));
    }

    private static boolean within(OptionalLong value, long min, long max) {
        return value.isPresent() && value.getAsLong() >= min && value.getAsLong() <= max;
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
