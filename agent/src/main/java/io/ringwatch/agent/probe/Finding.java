package io.ringwatch.agent.probe;

/**
 * What an examination found.
 *
 * @param good whether the service does its work
 * @param text if bad, the diagnosis: what, where, how long, what came instead; if good, a remark or
 *     nothing
 */
public record Finding(boolean good, String text) {
    static final Finding GOOD = new Finding(true, "");

    static Finding bad(String diagnosis) {
        return new Finding(false, diagnosis);
    }
}
