package io.ringwatch.deploy.lab;

import java.util.Map;

/**
 * An event, as {@code ringwatch events --json} has it.
 *
 * @param kind in small letters
 * @param server about whom
 */
record Happened(long wallMs, String kind, String server, String text, Map<String, String> data) {
    boolean is(String wantedKind, String about) {
        return kind.equals(wantedKind) && server.equals(about);
    }
}
