package io.ringwatch.simulator.report;

import io.ringwatch.sim.availability.AvailabilityReport;
import io.ringwatch.sim.availability.MethodResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Outage minutes a year of each method, and what it costs. */
public final class AvailabilityFigure {
    private AvailabilityFigure() {}

    /** Writes it as a page of its own. */
    public static void write(AvailabilityReport report, Path file) throws IOException {
        var page =
                new Page(
                        "Availability over years",
                        report.complete()
                                ? "Composed of simulated episodes."
                                : "Interrupted: a part of what was asked for.");
        add(page, report);
        page.write(file);
    }

    static void add(Page page, AvailabilityReport report) {
        if (report.methods().isEmpty()) {
            return;
        }
        page.figure(
                "Outage minutes a year, per method",
                Map.of(
                        "grid",
                        Charts.room(20, 60, 20, 50),
                        "tooltip",
                        Map.of("trigger", "item"),
                        "xAxis",
                        Charts.axis(
                                "log", "minutes without an answer, per server and year (log)", 30),
                        "yAxis",
                        Charts.rows(report.methods().stream().map(m -> name(m)).toList()),
                        "series",
                        List.of(
                                Map.of(
                                        "type", "bar",
                                        "label", Map.of("show", true, "position", "right"),
                                        "data",
                                                report.methods().stream()
                                                        .map(
                                                                m ->
                                                                        Charts.rounded(
                                                                                m.outageMinutes()
                                                                                        .value()))
                                                        .toList()))),
                90 + 40 * report.methods().size(),
                "%d servers over %s years. The axis is logarithmic: each line is ten times the last."
                        .formatted(report.options().servers(), report.options().years()));
        growth(page, report);
        table(page, report);
    }

    /** A line for each method, if it was asked for. */
    private static void growth(Page page, AvailabilityReport report) {
        if (report.growth().isEmpty()) {
            return;
        }
        var lines = new TreeMap<String, List<List<Double>>>();
        report.growth()
                .forEach(
                        one ->
                                lines.computeIfAbsent(name(one), name -> new ArrayList<>())
                                        .add(
                                                Charts.point(
                                                        one.servers(),
                                                        one.outageMinutes().value())));
        page.figure(
                "Outage as the ring grows",
                Charts.bySize(
                        "minutes a year and server",
                        60,
                        lines.entrySet().stream()
                                .map(line -> Charts.curve(line.getKey(), line.getValue()))
                                .toList()),
                400,
                "Both axes are logarithmic. A method whose line is level does not get worse with the"
                        + " number of servers.");
    }

    private static void table(Page page, AvailabilityReport report) {
        var rows = new ArrayList<List<String>>();
        rows.add(
                List.of(
                        "method",
                        "servers",
                        "availability",
                        "min/year (95 %)",
                        "p50 s",
                        "p99 s",
                        "false takeovers/year",
                        "machines bought"));
        report.methods().forEach(m -> rows.add(row(m)));
        report.growth().forEach(m -> rows.add(row(m)));
        page.table("", rows, "Per server; intervals are 95 % confidence.");
    }

    private static List<String> row(MethodResult one) {
        return List.of(
                name(one),
                String.valueOf(one.servers()),
                "%.5f %%".formatted(100 * one.availability().value()),
                "%.2f (%.2f to %.2f)"
                        .formatted(
                                one.outageMinutes().value(),
                                one.outageMinutes().low(),
                                one.outageMinutes().high()),
                "%,.1f".formatted(one.outages().p50S()),
                "%,.1f".formatted(one.outages().p99S()),
                "%.4f".formatted(one.falseTakeovers().value()),
                String.valueOf(one.machinesBought()));
    }

    private static String name(MethodResult one) {
        return one.method().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
