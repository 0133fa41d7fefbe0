package io.ringwatch.demo.command;

import java.util.List;
import java.util.Map;

/**
 * Events as an agent's local socket tells them.
 *
 * @param lastSeq number of the last one told
 * @param events oldest first
 */
record Told(long lastSeq, List<Item> events) {
    /**
     * An event.
     *
     * @param wallMs UNIX time
     * @param kind kind of event, in small letters
     * @param server about whom
     * @param text one sentence
     * @param data figures and facts
     */
    record Item(
            long seq,
            long wallMs,
            String kind,
            String server,
            String text,
            Map<String, String> data) {}

    /**
     * An event and who told it.
     *
     * @param teller name of the member whose agent told it
     */
    record Line(String teller, Item item) {}
}
