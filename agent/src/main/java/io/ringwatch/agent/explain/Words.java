package io.ringwatch.agent.explain;

import io.ringwatch.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Figures and conditions in words. */
final class Words {
    private Words() {}

    /** A duration, nanoseconds, in seconds and milliseconds. */
    static String seconds(long ns) {
        return String.format(Locale.ROOT, "%.3f s", ns / 1e9);
    }

    /** What a member says of itself: a sum of the bits of {@link Message}. */
    static String condition(int condition) {
        if (condition == Message.WELL) {
            return "well";
        }
        var words = new ArrayList<String>();
        add(words, condition, Message.NO_GATEWAY, "its gateway does not answer");
        add(words, condition, Message.REPAIRING, "a service does not answer, and is restarted");
        add(words, condition, Message.BEYOND_REPAIR, "a service is beyond repair");
        add(words, condition, Message.UNEXAMINED, "not examined yet");
        return String.join(", ", words);
    }

    private static void add(List<String> words, int condition, int bit, String word) {
        if ((condition & bit) != 0) {
            words.add(word);
        }
    }

    /** The facts of an event, durations in seconds. */
    static String facts(Map<String, String> data) {
        var words = new ArrayList<String>();
        new TreeMap<>(data)
                .forEach(
                        (name, value) -> {
                            boolean duration = name.endsWith("Ms") && value.matches("\\d{1,15}");
                            words.add(
                                    duration
                                            ? name.substring(0, name.length() - 2)
                                                    + " "
                                                    + seconds(Long.parseLong(value) * 1_000_000)
                                            : name + " " + value);
                        });
        return String.join(", ", words);
    }
}
