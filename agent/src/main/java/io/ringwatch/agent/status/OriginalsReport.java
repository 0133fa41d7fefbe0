package io.ringwatch.agent.status;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.drivers.Originals;
import io.ringwatch.agent.drivers.Originals.Serving;
import io.ringwatch.agent.drivers.Originals.Stock;
import io.ringwatch.agent.status.RingStatus.OriginalsStatus;
import io.ringwatch.agent.status.RingStatus.ReadyOriginal;
import io.ringwatch.agent.status.RingStatus.ServingGuest;
import java.util.ArrayList;
import java.util.TreeMap;

/** The original servers of a host, for people and programs. */
public final class OriginalsReport {
    /** Enough of a digest for eyes to compare. */
    private static final int DIGEST_SHOWN = 16;

    private OriginalsReport() {}

    /** With the names of the ring file. */
    public static OriginalsStatus of(RingConfig config, Originals originals) {
        Stock stock = originals.stock();
        var procedures = new TreeMap<String, String>();
        originals
                .procedures()
                .forEach((server, digest) -> procedures.put(config.ring().nameOf(server), digest));
        return new OriginalsStatus(
                stock.kept(),
                stock.wanted(),
                stock.ready().stream().map(r -> new ReadyOriginal(r.name(), r.lifeMs())).toList(),
                stock.serving().stream().map(s -> guest(config, s)).toList(),
                procedures,
                stock.trouble());
    }

    private static ServingGuest guest(RingConfig config, Serving serving) {
        return new ServingGuest(
                serving.name(),
                config.ring().server(serving.server()).virtualName(),
                config.ring().nameOf(serving.server()),
                serving.port());
    }

    /** In one line. */
    static String line(OriginalsStatus originals) {
        var words = new ArrayList<String>();
        words.add(
                "%d of %d ready, %s"
                        .formatted(originals.ready().size(), originals.wanted(), originals.kept()));
        originals.ready().stream()
                .mapToLong(ReadyOriginal::lifeMs)
                .max()
                .ifPresent(ms -> words.add("alive in " + ms + " ms"));
        originals.serving().forEach(g -> words.add(g.virtualServer() + " runs in " + g.domain()));
        return String.join(", ", words);
    }

    /** One line each; each is ended. */
    public static String text(OriginalsStatus originals) {
        var text = new StringBuilder();
        for (ReadyOriginal ready : originals.ready()) {
            text.append(
                    "%-24s ready, %s, alive in %d ms%n"
                            .formatted(ready.domain(), originals.kept(), ready.lifeMs()));
        }
        for (ServingGuest guest : originals.serving()) {
            text.append(
                    "%-24s is %s, the virtual server of %s, at port %s%n"
                            .formatted(
                                    guest.domain(),
                                    guest.virtualServer(),
                                    guest.server(),
                                    guest.port()));
        }
        int missing = originals.wanted() - originals.ready().size();
        if (missing > 0) {
            text.append("%d not ready: %s%n".formatted(missing, originals.trouble()));
        }
        originals
                .procedures()
                .forEach(
                        (server, digest) ->
                                text.append(
                                        "procedure of %-11s %s%n"
                                                .formatted(
                                                        server,
                                                        digest.substring(0, DIGEST_SHOWN))));
        return text.toString();
    }
}
