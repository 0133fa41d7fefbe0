package io.ringwatch.simulator.report;

import io.ringwatch.sim.scale.Growth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What a ring costs as it grows: messages, bytes and work per server and tick. */
public final class GrowthFigure {
    private static final int HEIGHT_PX = 360;
    private static final int TOP_PX = 50;

    private GrowthFigure() {}

    /**
     * Writes them as a page of their own.
     *
     * @param rows one for each size of ring; those that lasted no tick are left out
     */
    public static void write(List<Growth.Row> rows, Path file) throws IOException {
        var page = new Page("Rings that grow", "What each server sends and works, simulated.");
        add(page, rows);
        page.write(file);
    }

    static void add(Page page, List<Growth.Row> all) {
        List<Growth.Row> rows = all.stream().filter(row -> row.ticks() >= 1).toList();
        if (rows.isEmpty()) {
            return;
        }
        page.figure(
                "What a server sends as the ring grows",
                Charts.bySize(
                        "messages per server and tick",
                        TOP_PX,
                        List.of(
                                line(
                                        "heartbeats",
                                        rows,
                                        row -> row.perServerAndTick(row.heartbeats())),
                                line(
                                        "keepalives and answers",
                                        rows,
                                        row -> row.perServerAndTick(row.keepalives())),
                                line(
                                        "all messages",
                                        rows,
                                        row -> row.perServerAndTick(row.messages())))),
                HEIGHT_PX,
                "Both axes are logarithmic. Heartbeats grow with the ring, since everybody tells"
                        + " everybody once a tick; keepalives go to the council of at most seven and"
                        + " to the manager, and stop growing.");
        page.figure(
                "What a server costs as the ring grows",
                Charts.bySize(
                        "per server and tick",
                        TOP_PX,
                        List.of(
                                line(
                                        "kilobytes sent",
                                        rows,
                                        row -> row.perServerAndTick(row.bytes()) / 1_000),
                                line(
                                        "work, ms of CPU",
                                        rows,
                                        row -> row.perServerAndTick(row.workNs()) / 1e6))),
                HEIGHT_PX,
                "Work is that of the simulator for one server: its decisions and its share of the"
                        + " networks, on this machine.");
    }

    private static Map<String, Object> line(
            String name, List<Growth.Row> rows, ToDoubleFunction<Growth.Row> value) {
        return Charts.curve(
                name,
                rows.stream()
                        .map(row -> Charts.point(row.servers(), value.applyAsDouble(row)))
                        .toList());
    }
}
