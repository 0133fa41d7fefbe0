package io.ringwatch.agent.config;

/**
 * One thing that is wrong with the ring file, or that its writer should know.
 *
 * @param file the file as it was named
 * @param line line on which it stands, from 1
 * @param key path of the key, {@code servers[2].gateway}; empty if it concerns the whole file
 * @param found what stands there; empty if nothing does
 * @param rule which rule it breaks, and what was expected
 */
public record Fault(String file, int line, String key, String found, String rule) {
    /** {@code ring.yaml:12: servers[2].gateway: found "x": rule}. */
    @Override
    public String toString() {
        var text = new StringBuilder(file).append(':').append(line).append(": ");
        if (!key.isEmpty()) {
            text.append(key).append(": ");
        }
        if (!found.isEmpty()) {
            text.append("found ").append(found).append(": ");
        }
        return text.append(rule).toString();
    }
}
