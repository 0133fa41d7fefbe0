package io.ringwatch.sim.scenario;

/**
 * One thing that is wrong with a scenario.
 *
 * @param file which file, as it was named
 * @param line line on which it stands, from 1
 * @param found what stands there; empty if nothing does
 * @param expected what should stand there
 */
public record ScenarioFault(String file, int line, String found, String expected) {
    /** {@code scenarios/x/plan:3: found "25 s crsh ftp": no fault "crsh"; ...}. */
    @Override
    public String toString() {
        String what = found.isEmpty() ? "" : "found \"" + found + "\": ";
        return file + ":" + line + ": " + what + expected;
    }
}
