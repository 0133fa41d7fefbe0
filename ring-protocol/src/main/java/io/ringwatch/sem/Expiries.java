package io.ringwatch.sem;

import io.ringwatch.files.Change;
import io.ringwatch.files.Edit;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.message.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * When the leases of those from whom an own edit took VIPs have surely run out: with its acceptance
 * each member tells how long ago its last yes to the holder was, so the wait is the lease length
 * less the least of these ages.
 */
final class Expiries {
    private final Map<Integer, Long> pending = new HashMap<>();
    private final Map<Integer, At> known = new HashMap<>();
    private Version version = Version.NONE;
    private Map<Integer, Integer> holders = Map.of();

    private record At(Version vacated, long ns) {}

    void begin(Version decided, Edit edit) {
        version = decided;
        pending.clear();
        holders = new HashMap<>();
        for (Change change : edit.changes()) {
            Row after = change.after();
            if (after != null && after.vacatedAt().equals(decided)) {
                holders.put(after.number(), after.lastHolder());
            }
        }
    }

    void accepted(List<Message.Age> ages, long nowNs, long leaseProofNs) {
        for (Message.Age age : ages) {
            long expiry = nowNs - age.ms() * 1_000_000 + leaseProofNs;
            pending.merge(age.server(), expiry, Math::max);
        }
    }

    void committed() {
        holders.forEach(
                (server, holder) -> {
                    Long expiry = pending.get(holder);
                    if (expiry != null) {
                        known.put(server, new At(version, expiry));
                    }
                });
    }

    OptionalLong of(int server, Version vacated) {
        At at = known.get(server);
        return at != null && at.vacated().equals(vacated)
                ? OptionalLong.of(at.ns())
                : OptionalLong.empty();
    }
}
