package io.ringwatch.sim.paper;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What happens at the same moment in the middle of a monitoring interval.
 *
 * @param troubles to which servers, at most one each
 * @param untilServers whether it goes on until the real servers serve again; otherwise until
 *     virtual servers do
 */
record Experiment(List<Trouble> troubles, boolean untilServers) {
    Experiment {
        troubles = List.copyOf(troubles);
    }

    /** As in {@code ftp St, web1 Nt}. */
    String text() {
        return troubles.stream()
                .map(trouble -> trouble.server() + " " + trouble.kind().text())
                .collect(Collectors.joining(", "));
    }
}
