package io.ringwatch.agent.config;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** What only one may have: a number, a name, an address. Remembers who had it first. */
final class Claims {
    private final FaultList faults;
    private final Map<String, Claim> claims = new HashMap<>();

    Claims(FaultList faults) {
        this.faults = faults;
    }

    /** Takes the value, or faults if another has it. */
    void take(String value, int line, String key) {
        take(value, line, key, (claim, own) -> "already used by " + claim);
    }

    /**
     * @param rule makes the message from the earlier claim and this key
     */
    void take(String value, int line, String key, BiFunction<Claim, String, String> rule) {
        Claim earlier = claims.putIfAbsent(value, new Claim(line, key));
        if (earlier != null) {
            faults.add(line, key, '"' + value + '"', rule.apply(earlier, key));
        }
    }

    /**
     * @param line where it was claimed
     * @param key by which key
     */
    record Claim(int line, String key) {
        @Override
        public String toString() {
            return key + " on line " + line;
        }
    }
}
