package io.ringwatch.simulator.report;

import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who watches whom. */
final class RingFigure {
    private RingFigure() {}

    /**
     * Adds it.
     *
     * @param broken names of the servers that are broken
     */
    static void add(Page page, Ring ring, Set<String> broken) {
        var nodes = new ArrayList<Map<String, Object>>();
        var links = new ArrayList<Map<String, Object>>();
        List<Server> servers = ring.servers();
        for (int i = 0; i < servers.size(); i++) {
            Server server = servers.get(i);
            boolean bad = broken.contains(server.name());
            nodes.add(
                    Map.of(
                            "name",
                            server.name(),
                            "itemStyle",
                            Map.of("color", bad ? "#D55E00" : "#0072B2")));
            links.add(
                    Map.of(
                            "source",
                            server.name(),
                            "target",
                            servers.get((i + 1) % servers.size()).name()));
        }
        Map<String, Object> series =
                Map.of(
                        "type",
                        "graph",
                        "layout",
                        "circular",
                        "data",
                        nodes,
                        "links",
                        links,
                        "symbolSize",
                        servers.size() > 12 ? 22 : 58,
                        "edgeSymbol",
                        List.of("none", "arrow"),
                        "lineStyle",
                        Map.of("width", 2, "curveness", 0.12),
                        "label",
                        Map.of(
                                "show",
                                true,
                                "position",
                                servers.size() > 12 ? "right" : "inside",
                                "color",
                                servers.size() > 12 ? "inherit" : "#ffffff"));
        page.figure(
                "The ring",
                Map.of("series", List.of(series)),
                380,
                "%d servers%s; an arrow leads from a server to the one that it watches.%s"
                        .formatted(
                                servers.size(),
                                ring.witness()
                                        ? " and a witness that votes and serves nothing"
                                        : "",
                                broken.isEmpty() ? "" : " The broken ones are orange."));
    }
}
