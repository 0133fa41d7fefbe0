package io.ringwatch.sim.chaos;

import io.ringwatch.sim.check.Rule;
import java.util.List;
import java.util.Map;

/**
 * A broken rule: in which world, by what, and the shortest story found in which it is broken.
 *
 * @param seed the number it was found with: alone it gives the same again
 * @param found the world of that number
 * @param rule which rule is broken
 * @param what by what, in the shortest story
 * @param setup the world of the shortest story
 * @param steps what is done in it, one line each, {@code 12.500 s crash ftp}
 * @param endNs virtual time at which its faults stop, nanoseconds
 * @param stepsBefore how many steps there were at first
 * @param attempts how many shorter stories were tried
 * @param story what happens in it, one line each
 * @param lately the last inputs and effects of every member, by its name
 */
public record Finding(
        long seed,
        Setup found,
        Rule rule,
        String what,
        Setup setup,
        List<String> steps,
        long endNs,
        int stepsBefore,
        int attempts,
        List<String> story,
        Map<String, List<String>> lately) {
    public Finding {
        steps = List.copyOf(steps);
        story = List.copyOf(story);
    }

    /** The plan of a scenario in which it happens again: the world, the steps, and the end. */
    public List<String> scenario() {
        var lines = new java.util.ArrayList<String>();
        lines.add("# found with seed " + seed + ": " + rule.text());
        lines.addAll(setup.lines());
        lines.add("@end " + endNs / 1_000_000 + " ms");
        lines.addAll(steps);
        return List.copyOf(lines);
    }
}
