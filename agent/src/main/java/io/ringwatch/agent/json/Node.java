package io.ringwatch.agent.json;

import java.util.List;

/** A piece of a YAML document that knows where it stands; lines count from 1. */
public sealed interface Node {
    /** Line on which it begins. */
    int line();

    /** What it is, for messages: {@code a list}, {@code a mapping}, or the text itself. */
    String found();

    /**
     * A mapping; the same key may stand in it several times.
     *
     * @param line line on which it begins
     * @param entries its entries as written
     */
    record Mapping(int line, List<Entry> entries) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String found() {
            return "a mapping";
        }
    }

    /**
     * One entry of a mapping.
     *
     * @param line line of the key
     * @param key the key
     * @param value the value
     */
    record Entry(int line, String key, Node value) {}

    /**
     * A list.
     *
     * @param line line on which it begins
     * @param items its items
     */
    record Sequence(int line, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String found() {
            return "a list";
        }
    }

    /**
     * A text, number or truth value, all as written.
     *
     * @param line its line
     * @param text the text
     */
    record Scalar(int line, String text) implements Node {
        @Override
        public String found() {
            return '"' + text + '"';
        }
    }

    /**
     * Nothing: {@code key:} without a value.
     *
     * @param line its line
     */
    record Nothing(int line) implements Node {
        @Override
        public String found() {
            return "nothing";
        }
    }
}
