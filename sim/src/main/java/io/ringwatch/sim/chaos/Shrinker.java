package io.ringwatch.sim.chaos;

import io.ringwatch.ring.FailBack;
import io.ringwatch.sim.check.Rule;
import io.ringwatch.sim.check.Violation;
import io.ringwatch.sim.plan.Fault;
import io.ringwatch.sim.plan.Plan;
import io.ringwatch.sim.record.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Makes a story in which a rule is broken shorter, as long as the same rule is broken: an earlier
 * end, fewer steps (delta debugging: halves first, then smaller parts, then pairs), fewer servers.
 */
final class Shrinker {
    private static final long SEC = 1_000_000_000L;

    private final Member.Factory members;
    private final BooleanSupplier stopped;
    private final int attemptsMax;
    private final Rule rule;
    private Trial best;
    private Draft draft;
    private int attempts;

    Shrinker(Trial found, Member.Factory members, int attemptsMax, BooleanSupplier stopped) {
        this.members = members;
        this.stopped = stopped;
        this.attemptsMax = attemptsMax;
        this.best = found;
        this.rule = found.violation().map(Violation::rule).orElseThrow();
        this.draft =
                new Draft(found.draft().setup(), found.until(), List.of(), found.draft().endNs());
    }

    /** The shortest that was found within the attempts. */
    Trial shrink() {
        // what the operator did is a step of the plan from here on; should that not be the same
        // story, what was found stays as it was found
        if (!holds(draft)) {
            return best;
        }
        endEarlier();
        int before;
        do {
            before = draft.plan().steps().size();
            drop();
        } while (draft.plan().steps().size() < before && mayTry());
        pairs();
        plainer();
        fewerServers();
        endEarlier();
        return best;
    }

    int attempts() {
        return attempts;
    }

    private boolean mayTry() {
        return attempts < attemptsMax && !stopped.getAsBoolean();
    }

    private boolean holds(Draft shorter) {
        if (!mayTry()) {
            return false;
        }
        attempts++;
        boolean same =
                Trial.run(shorter, members, stopped)
                        .filter(t -> t.violation().filter(v -> v.rule() == rule).isPresent())
                        .map(this::keep)
                        .isPresent();
        if (same) {
            draft = shorter;
        }
        return same;
    }

    private Trial keep(Trial trial) {
        best = trial;
        return trial;
    }

    private boolean holds(List<Plan.Step> steps) {
        return holds(new Draft(draft.setup(), new Plan(steps), List.of(), draft.endNs()));
    }

    /** The faults stop right after the last step, or a while after it. */
    private void endEarlier() {
        List<Plan.Step> steps = draft.plan().steps();
        long lastNs = steps.isEmpty() ? 0 : steps.get(steps.size() - 1).atNs();
        for (long afterNs : new long[] {SEC, 30 * SEC, 120 * SEC}) {
            long endNs = Math.max(lastNs, 12 * SEC) + afterNs;
            if (endNs < draft.endNs()
                    && holds(new Draft(draft.setup(), draft.plan(), List.of(), endNs))) {
                return;
            }
        }
    }

    private void drop() {
        for (int size = Math.max(1, draft.plan().steps().size() / 2); size >= 1; size /= 2) {
            int from = 0;
            while (from < draft.plan().steps().size() && mayTry()) {
                var fewer = new ArrayList<>(draft.plan().steps());
                fewer.subList(from, Math.min(from + size, fewer.size())).clear();
                if (!holds(fewer)) {
                    from += size;
                }
            }
        }
    }

    /** Two that are of no use without each other, as a fault and its end. */
    private void pairs() {
        for (int i = 0; i < draft.plan().steps().size(); i++) {
            for (int k = i + 1; k < draft.plan().steps().size() && mayTry(); k++) {
                var fewer = new ArrayList<>(draft.plan().steps());
                fewer.remove(k);
                fewer.remove(i);
                if (holds(fewer)) {
                    k = i;
                }
            }
        }
    }

    /** The policy of the papers, and work on fewer servers at once. */
    private void plainer() {
        Setup plain = draft.setup().withFailBack(FailBack.AUTO);
        if (!plain.equals(draft.setup())) {
            holds(new Draft(plain, draft.plan(), List.of(), draft.endNs()));
        }
        for (int i = 0; i < draft.plan().steps().size(); i++) {
            Fault fault = draft.plan().steps().get(i).fault();
            if (fault.kind() == Fault.Kind.MAINTAIN) {
                for (String name : fault.arg(1).split(",", -1)) {
                    without(i, name);
                }
            }
        }
    }

    private void without(int step, String name) {
        var steps = new ArrayList<>(draft.plan().steps());
        Fault fault = steps.get(step).fault();
        var names = new ArrayList<>(List.of(fault.arg(1).split(",", -1)));
        if (names.size() > 1 && names.remove(name)) {
            String fewer = String.join(",", names);
            var less = Fault.of(Fault.Kind.MAINTAIN, fault.arg(0), fewer, fault.arg(2));
            steps.set(step, new Plan.Step(steps.get(step).atNs(), less));
            holds(steps);
        }
    }

    private void fewerServers() {
        for (int fewer = draft.setup().servers() - 1; fewer >= 2 && mayTry(); fewer--) {
            Setup smaller = draft.setup().withServers(fewer);
            if (!names(smaller).containsAll(namesUsed())
                    || !holds(new Draft(smaller, draft.plan(), List.of(), draft.endNs()))) {
                return;
            }
        }
    }

    private static List<String> names(Setup setup) {
        return setup.ring().members().stream().map(setup.ring()::nameOf).toList();
    }

    /** Names of members that the steps speak of. */
    private List<String> namesUsed() {
        List<String> all = names(draft.setup());
        return draft.plan().steps().stream()
                .flatMap(step -> step.fault().args().stream())
                .flatMap(arg -> List.of(arg.split(",", -1)).stream())
                .filter(all::contains)
                .distinct()
                .toList();
    }
}
