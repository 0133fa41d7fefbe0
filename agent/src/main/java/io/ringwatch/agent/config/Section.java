package io.ringwatch.agent.config;

import io.ringwatch.agent.json.Node;
import io.ringwatch.agent.json.Node.Entry;
import io.ringwatch.agent.json.Node.Mapping;
import io.ringwatch.agent.json.Node.Nothing;
import io.ringwatch.agent.json.Node.Scalar;
import io.ringwatch.agent.json.Node.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One mapping of the ring file. It knows its keys, complains about any other, and hands out values
 * of the expected form; a value of another form is a fault and counts as not there.
 */
final class Section {
    private final FaultList faults;
    private final String path;
    private final int line;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private Section(FaultList faults, String path, int line) {
        this.faults = faults;
        this.path = path;
        this.line = line;
    }

    /**
     * @param path path of the mapping, empty for the whole file
     * @param known the keys that it may have; empty if any will do
     */
    static Section of(FaultList faults, String path, Mapping mapping, List<String> known) {
        var section = new Section(faults, path, mapping.line());
        for (Entry entry : mapping.entries()) {
            Entry earlier = section.entries.putIfAbsent(entry.key(), entry);
            if (earlier != null) {
                faults.add(
                        entry.line(),
                        section.key(entry.key()),
                        entry.value().found(),
                        "duplicate key, already on line " + earlier.line());
            }
            if (!known.isEmpty() && !known.contains(entry.key())) {
                faults.add(
                        entry.line(),
                        section.key(entry.key()),
                        "",
                        "unknown key" + Spelling.hint(entry.key(), known));
            }
        }
        return section;
    }

    int line() {
        return line;
    }

    /** Line of a key, or of the mapping if the key is not there. */
    int line(String name) {
        Entry entry = entries.get(name);
        return entry == null ? line : entry.line();
    }

    /** Path of a key. */
    String key(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    /** Whether a key has that very value. */
    boolean says(String name, String value) {
        Entry entry = entries.get(name);
        return entry != null
                && entry.value() instanceof Scalar scalar
                && scalar.text().equals(value);
    }

    void fault(String name, String found, String rule) {
        faults.add(line(name), key(name), found, rule);
    }

    /** Faults unless the key is there. */
    Section require(String name, String expected) {
        if (!has(name)) {
            fault(name, "", "missing: " + expected);
        }
        return this;
    }

    /** A text; may be empty only if quoted, and never is nothing. */
    Optional<String> text(String name, String expected) {
        Entry entry = entries.get(name);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.value() instanceof Scalar scalar && !scalar.text().isBlank()) {
            return Optional.of(scalar.text());
        }
        fault(name, entry.value().found(), "expected " + expected);
        return Optional.empty();
    }

    Optional<Integer> wholeNumber(String name, int min, int max) {
        String expected = "a whole number from " + min + " to " + max;
        Optional<String> text = text(name, expected);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.get().matches("[0-9]{1,9}")) {
            int value = Integer.parseInt(text.get());
            if (value >= min && value <= max) {
                return Optional.of(value);
            }
        }
        fault(name, '"' + text.get() + '"', "expected " + expected);
        return Optional.empty();
    }

    /** One of these words. */
    Optional<String> word(String name, List<String> words) {
        String expected = "one of " + String.join(", ", words);
        Optional<String> text = text(name, expected);
        if (text.isPresent() && !words.contains(text.get())) {
            String rule = "expected " + expected + Spelling.hint(text.get(), words);
            fault(name, '"' + text.get() + '"', rule);
            return Optional.empty();
        }
        return text;
    }

    Optional<Section> section(String name, List<String> known) {
        Entry entry = entries.get(name);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.value() instanceof Mapping mapping) {
            return Optional.of(of(faults, key(name), mapping, known));
        }
        fault(name, entry.value().found(), "expected a mapping");
        return Optional.empty();
    }

    /** The items of a list; a single text or mapping counts as a list of one. */
    List<Node> items(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            return List.of();
        }
        if (entry.value() instanceof Sequence sequence) {
            return sequence.items();
        }
        if (entry.value() instanceof Nothing) {
            fault(name, "nothing", "expected a list");
            return List.of();
        }
        return List.of(entry.value());
    }

    /** All entries as plain text; for options that only their user understands. */
    Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        for (Entry entry : entries.values()) {
            if (entry.value() instanceof Scalar scalar) {
                texts.put(entry.key(), scalar.text());
            } else {
                fault(entry.key(), entry.value().found(), "expected a text or a number");
            }
        }
        return texts;
    }

    FaultList faults() {
        return faults;
    }
}
