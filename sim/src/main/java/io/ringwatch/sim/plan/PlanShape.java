package io.ringwatch.sim.plan;

import io.ringwatch.sim.plan.Fault.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a plan is like: how much goes wrong in it, and how much of that at the same time.
 *
 * @param faults how many things break; what mends them does not count
 * @param overlapping how many of them last while another lasts
 * @param endless those that neither end within the plan nor by themselves
 * @param lengthNs from the first step to the last end, nanoseconds
 */
public record PlanShape(int faults, int overlapping, List<Plan.Step> endless, long lengthNs) {
    /** What is over in a moment breaks something for at least so long. */
    private static final long RECOVERY_NS = 5_000_000_000L;

    public PlanShape {
        endless = List.copyOf(endless);
    }

    private record Interval(Plan.Step step, long untilNs) {
        boolean meets(Interval other) {
            return step.atNs() < other.untilNs && other.step.atNs() < untilNs;
        }
    }

    /** The shape of this plan. */
    public static PlanShape of(Plan plan) {
        var intervals = new ArrayList<Interval>();
        for (Plan.Step step : plan.steps()) {
            if (breaks(step.fault())) {
                intervals.add(new Interval(step, untilNs(step, plan)));
            }
        }
        List<Plan.Step> endless =
                intervals.stream()
                        .filter(interval -> interval.untilNs() == Long.MAX_VALUE)
                        .map(Interval::step)
                        .toList();
        long firstNs = plan.steps().isEmpty() ? 0 : plan.steps().get(0).atNs();
        long lastNs =
                Stream.concat(
                                plan.steps().stream().map(Plan.Step::atNs),
                                intervals.stream().map(Interval::untilNs))
                        .filter(ns -> ns != Long.MAX_VALUE)
                        .max(Long::compare)
                        .orElse(0L);
        return new PlanShape(intervals.size(), overlapping(intervals), endless, lastNs - firstNs);
    }

    private static int overlapping(List<Interval> intervals) {
        int sum = 0;
        for (int i = 0; i < intervals.size(); i++) {
            boolean meets = false;
            for (int j = 0; j < intervals.size() && !meets; j++) {
                meets = i != j && intervals.get(i).meets(intervals.get(j));
            }
            sum += meets ? 1 : 0;
        }
        return sum;
    }

    /** Whether something breaks, and not only is mended or asked for. */
    private static boolean breaks(Fault fault) {
        return switch (fault.kind()) {
            case RESTART, QUICK, KILL, SERVICE, STUCK, HANG, WRONG, GUEST_DIES, GUEST_HANGS -> true;
            case DISK_DAMAGED, CLOCK_STEP, CONFIRM_FALSELY -> true;
            case COMMAND -> List.of("move", "stop").contains(fault.arg(1));
            default -> !isNeutral(fault) && !Endings.of(fault.kind(), fault.arg(0, "")).isEmpty();
        };
    }

    /** Whether it says that nothing is lost, late or slow any more. */
    private static boolean isNeutral(Fault fault) {
        return switch (fault.kind()) {
            case WEATHER -> fault.args().subList(0, 3).equals(List.of("0", "0", "0"));
            case MUTE -> fault.arg(1).equals("0");
            case SLOW_BOOT, SLOW_GUESTS -> fault.arg(1).equals("1");
            case LATENCY, SLOW_LINK -> Lengths.ns(fault.arg(1)) == 0;
            default -> false;
        };
    }

    private static long untilNs(Plan.Step step, Plan plan) {
        Fault fault = step.fault();
        boolean sayHowLong =
                switch (fault.kind()) {
                    case PAUSE, FREEZE, SUSPEND, MACHINE_PAUSE, RESTART -> fault.args().size() > 1;
                    default -> false;
                };
        if (sayHowLong) {
            return step.atNs() + Lengths.ns(fault.arg(1));
        }
        if (Endings.of(fault.kind(), fault.arg(0, "")).isEmpty()) {
            return step.atNs() + RECOVERY_NS;
        }
        return plan.steps().stream()
                .filter(later -> later.atNs() >= step.atNs() && ends(fault, later.fault()))
                .mapToLong(Plan.Step::atNs)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    private static boolean ends(Fault fault, Fault later) {
        List<String> names = Arrays.asList(fault.arg(0, "").split(","));
        return switch (later.kind()) {
            case MEND ->
                    Endings.of(fault.kind(), "").contains(later) || fault.kind() == Kind.UNPLUG;
            case MUTE, LATENCY, WEATHER -> fault.kind() == later.kind() && isNeutral(later);
            case POWER_ON, POWER_BACK, ADD ->
                    losesPower(fault.kind())
                            && Arrays.stream(later.arg(0).split(",")).anyMatch(names::contains);
            case REPAIR ->
                    (fault.kind() == Kind.RUIN || losesPower(fault.kind()))
                            && fault.args().equals(later.args());
            default -> Endings.of(fault.kind(), fault.arg(0, "")).contains(later);
        };
    }

    private static boolean losesPower(Kind kind) {
        return switch (kind) {
            case CRASH, BLACKOUT, DISK_LOST, TORN_WRITE, REMOVE -> true;
            default -> false;
        };
    }
}
