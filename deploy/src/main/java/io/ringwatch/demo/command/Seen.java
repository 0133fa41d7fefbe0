package io.ringwatch.demo.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one agent knows of the ring, as far as the demonstration asks.
 *
 * @param agent the agent itself
 * @param files version of its files
 * @param servers all members
 */
record Seen(@Nullable Self agent, @Nullable Held files, List<Member> servers) {
    record Self(String name, String phase) {}

    record Held(String version) {}

    record Member(String name, String place, @Nullable String holder) {}
}
