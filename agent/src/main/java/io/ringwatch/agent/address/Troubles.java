package io.ringwatch.agent.address;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What does not work with addresses at present; each is logged when it begins and ends. */
final class Troubles {
    private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);

    /** What can fail, each with what follows from it. */
    enum Kind {
        GATE("the kernel does not renew the leases of VIPs; they end"),
        ADDRESS("addresses cannot be added or removed"),
        PROBE("nobody can be asked who has a VIP, so none is claimed"),
        ANNOUNCE("VIPs cannot be announced; neighbours may keep the old holder for minutes"),
        LISTEN("nobody listens for other machines that claim VIPs"),
        GUEST("VIPs of a virtual server are to be held here, and nobody knows where it is");

        private final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }
    }

    private final Map<Kind, String> current = new EnumMap<>(Kind.class);

    synchronized void begin(Kind kind, String detail) {
        if (!detail.equals(current.put(kind, detail))) {
            LOG.error("{}: {}", kind.meaning, detail);
        }
    }

    synchronized void end(Kind kind) {
        if (current.remove(kind) != null) {
            LOG.info("over: {}", kind.meaning);
        }
    }

    synchronized List<String> lines() {
        return current.entrySet().stream()
                .map(e -> e.getKey().meaning + ": " + e.getValue())
                .toList();
    }
}
