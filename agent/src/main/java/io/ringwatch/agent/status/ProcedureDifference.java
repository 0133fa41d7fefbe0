package io.ringwatch.agent.status;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.files.Heartbeat;
import io.ringwatch.member.MemberView;
import java.util.List;
import java.util.stream.Collectors;

/** Hosts whose installation procedures are not those of the asked one. */
final class ProcedureDifference {
    private ProcedureDifference() {}

    /** In words; none if all are the same, as far as their heartbeats say. */
    static List<String> lines(RingConfig config, MemberView view) {
        int own =
                view.heartbeats().stream()
                        .filter(beat -> beat.number() == view.self())
                        .mapToInt(Heartbeat::procedures)
                        .findFirst()
                        .orElse(0);
        String others =
                view.heartbeats().stream()
                        .filter(beat -> beat.procedures() != 0 && beat.procedures() != own)
                        .map(beat -> config.machine(beat.number()).name())
                        .sorted()
                        .collect(Collectors.joining(", "));
        return own == 0 || others.isEmpty()
                ? List.of()
                : List.of(
                        "installation procedures differ from those on "
                                + others
                                + ": compare with ringwatch virtual list");
    }
}
