package io.ringwatch.agent.config;

import io.ringwatch.agent.config.RingConfig.FenceConfig;
import io.ringwatch.agent.config.RingConfig.FenceLevel;
import io.ringwatch.agent.json.Node;
import io.ringwatch.agent.json.Node.Mapping;
import io.ringwatch.agent.json.Node.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the fences of a member: one, or a list of levels, each of which is one or a list of those
 * that only together prove it off.
 */
final class FenceSection {
    private static final String KEY = "fence";
    private static final int OPTIONS_MAX_BYTES = 3000;

    /** All levels share the time of one fence action. */
    private static final int LEVELS_MAX = 4;

    private static final int DEVICES_MAX = 4;

    private FenceSection() {}

    static List<FenceLevel> read(Section machine) {
        List<Node> items = machine.items(KEY);
        boolean empty = machine.has(KEY) && items.isEmpty();
        if (empty || items.size() > LEVELS_MAX) {
            machine.fault(KEY, items.size() + " levels", "expected 1 to " + LEVELS_MAX);
        }
        var levels = new ArrayList<FenceLevel>();
        for (int i = 0; i < items.size(); i++) {
            String path = machine.key(KEY) + (items.size() == 1 ? "" : "[" + i + "]");
            levels.add(new FenceLevel(level(machine.faults(), path, items.get(i))));
        }
        return levels;
    }

    private static List<FenceConfig> level(FaultList faults, String path, Node item) {
        if (!(item instanceof Sequence together)) {
            return device(faults, path, item).map(List::of).orElse(List.of());
        }
        List<Node> items = together.items();
        if (items.isEmpty() || items.size() > DEVICES_MAX) {
            faults.add(item.line(), path, items.size() + " fences", "expected 1 to " + DEVICES_MAX);
        }
        var devices = new ArrayList<FenceConfig>();
        for (int i = 0; i < items.size(); i++) {
            device(faults, path + "[" + i + "]", items.get(i)).ifPresent(devices::add);
        }
        return devices;
    }

    private static Optional<FenceConfig> device(FaultList faults, String path, Node item) {
        if (!(item instanceof Mapping mapping)) {
            faults.add(item.line(), path, item.found(), "expected a mapping");
            return Optional.empty();
        }
        Section fence = Section.of(faults, path, mapping, List.of("agent", "options"));
        fence.require("agent", "the fence's executable");
        Optional<Section> section = fence.section("options", List.of());
        Map<String, String> options = section.map(Section::texts).orElse(Map.of());
        section.ifPresent(s -> check(s, options));
        return Optional.of(
                new FenceConfig(fence.text("agent", "an executable").orElse(""), options));
    }

    /** They become lines of the fence's standard input. */
    private static void check(Section section, Map<String, String> options) {
        int bytes = 0;
        for (Map.Entry<String, String> option : options.entrySet()) {
            bytes +=
                    (option.getKey() + option.getValue()).getBytes(StandardCharsets.UTF_8).length
                            + 2;
            if (option.getValue().indexOf('\n') >= 0) {
                section.fault(option.getKey(), "a line break", "expected a single line");
            }
        }
        if (options.containsKey("action")) {
            section.fault(
                    "action",
                    '"' + options.get("action") + '"',
                    "is what the agent says: off, on or status");
        }
        if (bytes > OPTIONS_MAX_BYTES) {
            section.faults()
                    .add(
                            section.line(),
                            section.key("").replaceFirst("\\.$", ""),
                            bytes + " bytes",
                            "at most " + OPTIONS_MAX_BYTES);
        }
    }
}
