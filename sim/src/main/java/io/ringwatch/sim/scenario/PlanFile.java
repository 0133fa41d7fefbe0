package io.ringwatch.sim.scenario;

import io.ringwatch.ring.Ring;
import io.ringwatch.sim.plan.Fault;
import io.ringwatch.sim.plan.Plan;
import io.ringwatch.sim.plan.PlanFaults;
import io.ringwatch.sim.plan.Waiver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lines of a plan, and everything that is wrong with them. */
public final class PlanFile {
    private final String file;
    private final List<ScenarioFault> faults = new ArrayList<>();
    private final List<Plan.Step> steps = new ArrayList<>();

    private PlanFile(String file) {
        this.file = file;
    }

    /**
     * Reads a plan without settings, for a ring in which no exception is permitted.
     *
     * @param file name of the file in messages
     * @param lines its lines
     * @throws ScenarioFaults if lines are not understood, or name what the ring does not have
     */
    public static Plan read(String file, List<String> lines, Ring ring) throws ScenarioFaults {
        var plan = new PlanFile(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("@")) {
                plan.fault(i + 1, lines.get(i), "the world is given already: only faults here");
            }
        }
        plan.steps(lines, ring, Set.of());
        return plan.plan();
    }

    /** Reads the plan of a scenario. */
    static Plan read(String file, List<String> lines, Settings settings) throws ScenarioFaults {
        var plan = new PlanFile(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("@")) {
                String wrong = settings.take(lines.get(i).substring(1));
                if (!wrong.isEmpty()) {
                    plan.fault(i + 1, lines.get(i), wrong);
                }
            }
        }
        // What a world with wrong settings has is not known.
        Ring ring = plan.faults.isEmpty() ? settings.builder().ring() : null;
        plan.steps(lines, ring, settings.waivers());
        return plan.plan();
    }

    private Plan plan() throws ScenarioFaults {
        if (!faults.isEmpty()) {
            faults.sort(Comparator.comparingInt(ScenarioFault::line));
            throw new ScenarioFaults(faults);
        }
        return new Plan(steps);
    }

    private void steps(List<String> lines, @Nullable Ring ring, Set<Waiver> permitted) {
        for (int i = 0; i < lines.size(); i++) {
            List<String> line = List.of(lines.get(i));
            try {
                Plan one = ring == null ? Plan.parse(line) : Plan.parse(line, ring);
                steps.addAll(one.steps());
                for (Plan.Step step : one.steps()) {
                    permit(i + 1, lines.get(i), step.fault(), permitted);
                }
            } catch (PlanFaults e) {
                for (PlanFaults.PlanFault fault : e.faults()) {
                    fault(i + 1, fault.text(), fault.rule());
                }
            }
        }
    }

    private void permit(int line, String text, Fault fault, Set<Waiver> permitted) {
        fault.kind()
                .waiver()
                .filter(needed -> !permitted.contains(needed))
                .ifPresent(
                        needed ->
                                fault(
                                        line,
                                        text,
                                        "needs a world that permits it: @permit "
                                                + Settings.word(needed)));
    }

    private void fault(int line, String found, String expected) {
        faults.add(new ScenarioFault(file, line, found.strip(), expected));
    }
}
