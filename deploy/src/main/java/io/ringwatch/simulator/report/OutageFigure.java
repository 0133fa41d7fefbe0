package io.ringwatch.simulator.report;

import io.ringwatch.ring.Ring;
import io.ringwatch.sim.rehearsal.Performance;
import io.ringwatch.sim.rehearsal.Performance.Seen;
import io.ringwatch.sim.rehearsal.Performance.Told;
import io.ringwatch.sim.rehearsal.Performance.What;
import io.ringwatch.simulator.screen.Durations;
import io.ringwatch.simulator.screen.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who served the clients of each server, from the first fault to the end. */
final class OutageFigure {
    private static final int ITSELF = 0;
    private static final int VIRTUAL = 1;
    private static final int NOBODY = 2;
    private static final double NS_PER_S = 1e9;
    private static final double TAIL_S = 3;

    private OutageFigure() {}

    static void add(Page page, Performance performance, Ring ring) {
        double endS =
                performance.told().stream().mapToLong(Told::atNs).max().orElse(0) / NS_PER_S
                        + TAIL_S;
        List<Seen> servers = performance.servers();
        var bars = new ArrayList<List<Double>>();
        for (int row = 0; row < servers.size(); row++) {
            bars(bars, row, servers.get(row), performance.told(), endS);
        }
        Map<String, Object> option =
                Map.of(
                        "grid",
                        Map.of("left", 80, "right", 30, "top", 20, "bottom", 60),
                        "xAxis",
                        Map.of(
                                "type",
                                "value",
                                "min",
                                0,
                                "max",
                                Math.ceil(endS),
                                "name",
                                "seconds since the first fault",
                                "nameLocation",
                                "middle",
                                "nameGap",
                                32,
                                "axisLabel",
                                Map.of("showMaxLabel", false)),
                        "yAxis",
                        Charts.rows(servers.stream().map(Seen::name).toList()),
                        "series",
                        List.of(
                                Map.of(
                                        "type",
                                        "custom",
                                        "renderItem",
                                        "span",
                                        "encode",
                                        Map.of("x", List.of(1, 2), "y", 0),
                                        "data",
                                        bars)));
        page.figure(
                "What clients see",
                option,
                110 + 34 * servers.size(),
                "Blue: the server itself serves its clients. Yellow: its virtual server on another"
                        + " machine does. Orange: nobody answers. The shorter the orange, the better.");
        story(page, performance, ring);
    }

    private static void bars(
            List<List<Double>> bars, int row, Seen server, List<Told> told, double endS) {
        double fromS = 0;
        int state = ITSELF;
        for (Told one : told) {
            boolean off = one.what() == What.CUT_OFF;
            if (!one.about().equals(server.name()) || !(off || one.what() == What.SERVED)) {
                continue;
            }
            double atS = one.atNs() / NS_PER_S;
            bars.add(List.of((double) row, fromS, atS, (double) state));
            fromS = atS;
            state = off ? NOBODY : one.text().endsWith("itself") ? ITSELF : VIRTUAL;
        }
        bars.add(List.of((double) row, fromS, endS, (double) state));
    }

    private static void story(Page page, Performance performance, Ring ring) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("after", "what happens"));
        for (Story.Line line : Story.of(performance, ring)) {
            rows.add(List.of(Durations.precise(line.atNs()), line.text()));
        }
        page.table("What happens", rows, "Virtual time since the first fault.");
    }
}
