package io.ringwatch.demo.command;

import io.ringwatch.agent.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run went.
 *
 * @param profile with which timing
 * @param readyMs from the start to the ring that serves
 * @param backMs from the fault until everything was back, 0 if it was not
 * @param outcomes the broken servers
 * @param dualHolderMs time in which a VIP had two claimants
 * @param missedByUnbroken accesses that clients of unbroken servers missed
 * @param missedBy the same by server, those who missed some
 * @param reasons why it did not go well, empty if it did
 */
record Report(
        String profile,
        long readyMs,
        long backMs,
        List<Outcome> outcomes,
        long dualHolderMs,
        int missedByUnbroken,
        Map<String, Integer> missedBy,
        List<String> reasons) {
    private static final long NS_PER_MS = 1_000_000L;

    boolean isGood() {
        return reasons.isEmpty();
    }

    /** One JSON object, with a line's end. */
    String json() {
        return Json.pretty(
                new ReportJson(
                        isGood(),
                        profile,
                        readyMs,
                        backMs,
                        outcomes.stream().map(ServerJson::of).toList(),
                        dualHolderMs,
                        missedByUnbroken,
                        missedBy,
                        reasons));
    }

    private record ReportJson(
            boolean good,
            String profile,
            long readyMs,
            long backMs,
            List<ServerJson> servers,
            long dualHolderMs,
            int missedByUnbroken,
            Map<String, Integer> missedBy,
            List<String> reasons) {}

    private record ServerJson(
            String name,
            String kind,
            @Nullable Long detectedMs,
            @Nullable Long functionRecoveredMs,
            @Nullable Long serverRecoveredMs,
            long disconnectedMs,
            String host,
            String proof,
            int missed,
            long furtherDisconnectedMs,
            String scores) {
        static ServerJson of(Outcome outcome) {
            return new ServerJson(
                    outcome.name(),
                    outcome.kind().word(),
                    outcome.detectedMs(),
                    outcome.functionRecoveredMs(),
                    outcome.serverRecoveredMs(),
                    outcome.disconnectedMs(),
                    outcome.host(),
                    outcome.proof(),
                    outcome.outages().missed(),
                    outcome.outages().furtherNs() / NS_PER_MS,
                    outcome.scores());
        }
    }

    /** For people. */
    String text() {
        var text = new StringBuilder();
        for (Outcome outcome : outcomes) {
            text.append(
                    "%n%s (%s)%n".formatted(outcome.name(), outcome.kind().word())
                            + "  detected after            %s%n"
                                    .formatted(seconds(outcome.detectedMs()))
                            + "  function recovered after  %s from the detection%n"
                                    .formatted(seconds(outcome.functionRecoveredMs()))
                            + "  server recovered after    %s from the detection%n"
                                    .formatted(seconds(outcome.serverRecoveredMs()))
                            + "  access disconnected for   %s (%d accesses missed)%n"
                                    .formatted(
                                            seconds(outcome.disconnectedMs()),
                                            outcome.outages().missed()));
            if (outcome.outages().furtherNs() > 0) {
                text.append(
                        "  and later for             %s%n"
                                .formatted(seconds(outcome.outages().furtherNs() / NS_PER_MS)));
            }
            if (!outcome.host().isEmpty()) {
                text.append("  host                      %s%n".formatted(outcome.host()));
                text.append("  proof                     %s%n".formatted(outcome.proof()));
                text.append("  choice of the host        %s%n".formatted(outcome.scores().strip()));
            }
        }
        text.append(
                "%nTwo claimants of one VIP: %d ms. Accesses missed by clients of unbroken servers: %d%s.%n"
                        .formatted(
                                dualHolderMs,
                                missedByUnbroken,
                                missedBy.isEmpty() ? "" : " " + missedBy));
        if (isGood()) {
            text.append("Everything returned to normal.%n".formatted());
        } else {
            text.append("It did not go well:%n".formatted());
            reasons.forEach(r -> text.append("  - ").append(r).append('\n'));
        }
        return text.toString();
    }

    private static String seconds(@Nullable Long ms) {
        return ms == null ? "     - " : "%6.2f s".formatted(ms / 1000.0);
    }
}
