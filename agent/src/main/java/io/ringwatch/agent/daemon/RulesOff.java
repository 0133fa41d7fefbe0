package io.ringwatch.agent.daemon;

import io.ringwatch.agent.systemlog.EventLog;
import io.ringwatch.member.Event;
import io.ringwatch.member.SafetyRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Safety rules that a test switches off by the environment variable {@value #VARIABLE}, to show
 * that what they forbid happens without them.
 */
final class RulesOff {
    static final String VARIABLE = "RINGWATCH_TEST_RULES_OFF";

    private static final Logger LOG = LoggerFactory.getLogger(RulesOff.class);

    private RulesOff() {}

    /** The rules named there, separated by commas; a name that is none ends the start. */
    static List<SafetyRule> read() {
        String names = System.getenv().getOrDefault(VARIABLE, "");
        return Arrays.stream(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(SafetyRule::valueOf)
                .toList();
    }

    /** Says so where it cannot be overlooked. */
    static void warn(List<SafetyRule> off, EventLog events, int self) {
        if (!off.isEmpty()) {
            String text = "NOT SAFE: a test has switched off " + off + " by " + VARIABLE;
            LOG.warn(text);
            events.add(
                    System.currentTimeMillis(),
                    new Event(Event.Kind.OPERATOR, self, text, Map.of("off", off.toString())));
        }
    }
}
