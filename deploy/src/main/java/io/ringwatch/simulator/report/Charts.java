package io.ringwatch.simulator.report;

import java.util.List;
import java.util.Map;

/** Parts of figures, as ECharts takes them, that several figures have. */
final class Charts {
    private Charts() {}

    /** Room around what is drawn, pixels; what is written at the axes has its own. */
    static Map<String, Object> room(int left, int right, int top, int bottom) {
        return Map.of(
                "left", left, "right", right, "top", top, "bottom", bottom, "containLabel", true);
    }

    /**
     * An axis with its name in the middle.
     *
     * @param type {@code value} or {@code log}
     * @param gapPx from the axis to its name
     */
    static Map<String, Object> axis(String type, String name, int gapPx) {
        return Map.of("type", type, "name", name, "nameLocation", "middle", "nameGap", gapPx);
    }

    /** A row for each of these, the first one on top. */
    static Map<String, Object> rows(List<String> names) {
        return Map.of("type", "category", "inverse", true, "data", names);
    }

    /**
     * Curves over the number of servers, both axes logarithmic.
     *
     * @param what the name of the vertical axis
     * @param topPx room for the legend
     */
    static Map<String, Object> bySize(String what, int topPx, List<Map<String, Object>> curves) {
        return Map.of(
                "legend",
                Map.of("top", 0),
                "tooltip",
                Map.of("trigger", "item"),
                "grid",
                room(60, 40, topPx, 50),
                "xAxis",
                axis("log", "servers", 30),
                "yAxis",
                axis("log", what, 60),
                "series",
                curves);
    }

    /** A curve through these points, each servers and value. */
    static Map<String, Object> curve(String name, List<List<Double>> points) {
        return Map.of("type", "line", "name", name, "data", points);
    }

    /** A point of such a curve; a thousandth is enough for a figure. */
    static List<Double> point(int servers, double value) {
        return List.of((double) servers, rounded(value));
    }

    /** To a thousandth. */
    static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
