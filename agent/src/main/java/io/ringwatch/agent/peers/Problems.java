package io.ringwatch.agent.peers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is wrong with whom. Each is logged once per source and minute, and told for a minute after
 * it was seen last. May be used from any thread.
 */
final class Problems {
    /** More sources than that at once share one entry. */
    static final int SOURCES_MAX = 64;

    static final String OTHERS = "others";
    private static final long TOLD_NS = TimeUnit.MINUTES.toNanos(1);
    private static final Logger LOG = LoggerFactory.getLogger(Peers.class);

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private static final class Entry {
        String text = "";
        long seenAtNs;
        long loggedAtNs;
        long times;
    }

    /** Notes a problem with a source: an address, or a member and network. */
    synchronized void note(String source, String text) {
        long nowNs = System.nanoTime();
        forgetOld(nowNs);
        boolean known = entries.containsKey(source) || entries.size() < SOURCES_MAX;
        String name = known ? source : OTHERS;
        Entry entry = entries.computeIfAbsent(name, n -> new Entry());
        boolean due = entry.times == 0 || nowNs - entry.loggedAtNs >= TOLD_NS;
        entry.text = text;
        entry.seenAtNs = nowNs;
        entry.times++;
        if (due) {
            entry.loggedAtNs = nowNs;
            LOG.warn("{}: {} (the next such line in a minute at the earliest)", name, text);
        }
    }

    synchronized void solved(String source) {
        entries.remove(source);
    }

    synchronized List<String> list() {
        forgetOld(System.nanoTime());
        var list = new ArrayList<String>();
        entries.forEach((source, entry) -> list.add(source + ": " + entry.text + times(entry)));
        return list;
    }

    private static String times(Entry entry) {
        return entry.times > 1 ? " (" + entry.times + " times)" : "";
    }

    private void forgetOld(long nowNs) {
        entries.values().removeIf(entry -> nowNs - entry.seenAtNs >= TOLD_NS);
    }
}
