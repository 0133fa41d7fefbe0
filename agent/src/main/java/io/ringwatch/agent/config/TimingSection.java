package io.ringwatch.agent.config;

import io.ringwatch.ring.FailBack;
import io.ringwatch.ring.Timing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the profile and what the file changes in it. */
final class TimingSection {
    static final List<String> PROFILES = List.of("paper", "default", "fast");
    static final List<String> KEYS =
            List.of(
                    "interval",
                    "watch",
                    "renewal",
                    "missed",
                    "internal-examination",
                    "network-examination",
                    "service-examination",
                    "restart-seen",
                    "power-on",
                    "lease",
                    "clock-rate-error",
                    "guest",
                    "fence",
                    "service-restart",
                    "fail-back",
                    "fail-backs-per-day");
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final long DAY_NS = 24 * HOUR_NS;
    private static final long SHORTEST_NS = 10_000_000L;
    private static final int PER_DAY_MAX = 1_000;
    private static final String STABLE_FOR = "stable-for ";

    private final Section section;

    private TimingSection(Section section) {
        this.section = section;
    }

    static Timing profile(String name) {
        return switch (name) {
            case "paper" -> Timing.paper();
            case "fast" -> Timing.fast();
            default -> Timing.standard();
        };
    }

    static Timing read(Section section, Timing base) {
        return new TimingSection(section).over(base);
    }

    private Timing over(Timing base) {
        return new Timing(
                duration("interval", base.intervalNs()),
                watch(base.fastWatch()),
                duration("renewal", base.renewalNs()),
                section.wholeNumber("missed", 1, 100).orElse(base.missedMax()),
                duration("internal-examination", base.internalNs()),
                duration("network-examination", base.networkLimitNs()),
                duration("service-examination", base.serviceLimitNs()),
                duration("restart-seen", base.restartLimitNs()),
                duration("power-on", base.powerOnLimitNs()),
                duration("lease", base.leaseNs()),
                rate(base.clockRatePpm()),
                duration("guest", base.guestLimitNs()),
                duration("fence", base.fenceLimitNs()),
                duration("service-restart", base.serviceRestartLimitNs()),
                new FailBack(
                        stable(base.failBack().stableNs()),
                        section.wholeNumber("fail-backs-per-day", 1, PER_DAY_MAX)
                                .orElse(base.failBack().perDay())));
    }

    private long stable(long base) {
        String expected = "auto, manual, or stable-for and a duration, such as stable-for 10 min";
        Optional<String> text = section.text("fail-back", expected);
        if (text.isEmpty()) {
            return base;
        }
        String word = text.get().strip();
        if (word.equals("auto") || word.equals("manual")) {
            return word.equals("auto") ? 0 : FailBack.NEVER;
        }
        OptionalLong ns =
                word.startsWith(STABLE_FOR)
                        ? Quantity.durationNs(word.substring(STABLE_FOR.length()).strip())
                        : OptionalLong.empty();
        if (ns.isEmpty() || ns.getAsLong() < SHORTEST_NS || ns.getAsLong() > DAY_NS) {
            section.fault("fail-back", '"' + text.get() + '"', "expected " + expected);
            return base;
        }
        return ns.getAsLong();
    }

    private boolean watch(boolean base) {
        Optional<String> word = section.word("watch", List.of("paper", "fast"));
        return word.map("fast"::equals).orElse(base);
    }

    private long duration(String key, long base) {
        String expected = "a duration with its unit (ms, s, min, h), such as 500 ms";
        Optional<String> text = section.text(key, expected);
        if (text.isEmpty()) {
            return base;
        }
        OptionalLong ns = Quantity.durationNs(text.get());
        if (ns.isEmpty()) {
            section.fault(key, '"' + text.get() + '"', "expected " + expected);
            return base;
        }
        if (ns.getAsLong() < SHORTEST_NS || ns.getAsLong() > HOUR_NS) {
            section.fault(key, '"' + text.get() + '"', "expected a duration from 10 ms to 1 h");
            return base;
        }
        return ns.getAsLong();
    }

    private int rate(int base) {
        String expected = "a rate with its unit, such as 1000 ppm";
        Optional<String> text = section.text("clock-rate-error", expected);
        if (text.isEmpty()) {
            return base;
        }
        OptionalLong ppm = Quantity.ppm(text.get());
        if (ppm.isEmpty() || ppm.getAsLong() > TimingRules.RATE_MAX_PPM) {
            String rule = "expected " + expected + ", at most " + TimingRules.RATE_MAX_PPM + " ppm";
            section.fault("clock-rate-error", '"' + text.get() + '"', rule);
            return base;
        }
        return (int) ppm.getAsLong();
    }
}
