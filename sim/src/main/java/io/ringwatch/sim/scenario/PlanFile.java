package io.ringwatch.sim.scenario;

import io.ringwatch.sim.plan.Fault;
import io.ringwatch.sim.plan.Lengths;
import io.ringwatch.sim.plan.Plan;
import io.ringwatch.sim.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a plan, each of which knows where it stands. */
public final class PlanFile {
    private static final Pattern NO_WORD = Pattern.compile("No enum constant .*\\.(\\w+)");

    private final String file;
    private final List<ScenarioFault> faults = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    /**
     * A step and where it stands.
     *
     * @param number line of the file, from 1
     * @param text as it was written
     */
    private record Line(int number, String text, Plan.Step step) {}

    private PlanFile(String file) {
        this.file = file;
    }

    /**
     * Reads a plan without settings and tries every fault on a world of this kind.
     *
     * @param file name of the file in messages
     * @param text its lines
     * @param world makes a world to try them on
     * @throws ScenarioFaults if lines are not understood, or name what the world does not have
     */
    public static Plan read(String file, List<String> text, Supplier<World> world)
            throws ScenarioFaults {
        var plan = new PlanFile(file);
        for (int i = 0; i < text.size(); i++) {
            if (text.get(i).startsWith("@")) {
                plan.fault(i + 1, text.get(i), "the world is given already: only faults here");
            } else {
                plan.step(i + 1, text.get(i));
            }
        }
        return plan.plan(world);
    }

    /** Reads the plan of a scenario. */
    static Plan read(String file, List<String> text, Settings settings) throws ScenarioFaults {
        var plan = new PlanFile(file);
        for (int i = 0; i < text.size(); i++) {
            String line = text.get(i);
            if (line.startsWith("@")) {
                String wrong = settings.take(line.substring(1));
                if (!wrong.isEmpty()) {
                    plan.fault(i + 1, line, wrong);
                }
            } else {
                plan.step(i + 1, line);
            }
        }
        return plan.plan(settings::world);
    }

    /** Faults are tried only on the world that was meant. */
    private Plan plan(Supplier<World> world) throws ScenarioFaults {
        if (faults.isEmpty()) {
            rehearse(world.get());
        }
        if (!faults.isEmpty()) {
            faults.sort(Comparator.comparingInt(ScenarioFault::line));
            throw new ScenarioFaults(faults);
        }
        return new Plan(lines.stream().map(Line::step).toList());
    }

    private void step(int number, String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        String[] parts = line.strip().split("\\s+", 3);
        if (parts.length < 3) {
            fault(number, line, "expected TIME UNIT FAULT, as in: 25 s crash ftp");
            return;
        }
        moment(number, line, parts[0] + parts[1])
                .ifPresent(
                        atNs ->
                                fault(number, line, parts[2].split("\\s+"))
                                        .map(fault -> new Plan.Step(atNs, fault))
                                        .ifPresent(s -> lines.add(new Line(number, line, s))));
    }

    private Optional<Long> moment(int number, String line, String text) {
        try {
            return Optional.of(Lengths.ns(text));
        } catch (IllegalArgumentException e) {
            fault(number, line, "expected a time as in 25 s, 200 ms or 2 min: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Fault> fault(int number, String line, String[] words) {
        Optional<Fault.Kind> kind =
                Arrays.stream(Fault.Kind.values()).filter(k -> k.text().equals(words[0])).findAny();
        if (kind.isEmpty()) {
            fault(
                    number,
                    line,
                    Words.unknown(
                            "fault",
                            words[0],
                            Arrays.stream(Fault.Kind.values()).map(Fault.Kind::text)));
            return Optional.empty();
        }
        try {
            return Optional.of(new Fault(kind.get(), List.of(words).subList(1, words.length)));
        } catch (IllegalArgumentException e) {
            fault(number, line, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /**
     * Does everything once to a world in which no time passes: what is not there is found at once.
     * What only cannot be done at that moment is no fault of the line.
     */
    private void rehearse(World world) {
        for (Line line : lines) {
            try {
                world.apply(line.step().fault());
            } catch (NumberFormatException e) {
                fault(line.number(), line.text(), "expected a number: " + e.getMessage());
            } catch (IllegalArgumentException e) {
                fault(line.number(), line.text(), diagnosis(e));
            } catch (IllegalStateException e) {
                // it may be possible when its time comes
            }
        }
    }

    private static String diagnosis(IllegalArgumentException e) {
        Matcher noWord = NO_WORD.matcher(String.valueOf(e.getMessage()));
        return noWord.matches()
                ? "no " + noWord.group(1).toLowerCase(Locale.ROOT) + " is known here"
                : String.valueOf(e.getMessage());
    }

    private void fault(int number, String found, String expected) {
        faults.add(new ScenarioFault(file, number, found.strip(), expected));
    }
}
