package io.ringwatch.simulator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long outages are, per kind of failure or per size of the ring. */
public final class SpreadFigure {
    private static final double NS_PER_S = 1e9;

    private SpreadFigure() {}

    /**
     * Outages of one kind.
     *
     * @param name of the kind, as people call it
     * @param ns how long each was, ascending, nanoseconds; at least one
     */
    public record Spread(String name, List<Long> ns) {
        public Spread {
            ns = List.copyOf(ns);
        }

        private double quantileS(double part) {
            return ns.get((int) Math.round(part * (ns.size() - 1))) / NS_PER_S;
        }

        private List<Double> box() {
            return List.of(
                    quantileS(0), quantileS(0.25), quantileS(0.5), quantileS(0.75), quantileS(1));
        }
    }

    /**
     * Adds it.
     *
     * @param axis what the names are
     */
    public static void add(
            Page page, String heading, String axis, List<Spread> spreads, String sentence) {
        List<List<Object>> dots = dots(spreads);
        page.figure(
                heading,
                Map.of(
                        "grid",
                        Map.of("left", 70, "right", 30, "top", 30, "bottom", 70),
                        "tooltip",
                        Map.of("trigger", "item"),
                        "xAxis",
                        Map.of(
                                "type",
                                "category",
                                "name",
                                axis,
                                "nameLocation",
                                "middle",
                                "nameGap",
                                40,
                                "axisLabel",
                                Map.of("interval", 0),
                                "data",
                                spreads.stream().map(Spread::name).toList()),
                        "yAxis",
                        Map.of(
                                "type",
                                "value",
                                "min",
                                0,
                                "name",
                                "no answer for clients, seconds",
                                "nameLocation",
                                "middle",
                                "nameGap",
                                45),
                        "series",
                        List.of(
                                Map.of(
                                        "type", "boxplot",
                                        "itemStyle",
                                                Map.of(
                                                        "color",
                                                        "#56B4E955",
                                                        "borderColor",
                                                        "#0072B2"),
                                        "data", spreads.stream().map(Spread::box).toList()),
                                Map.of(
                                        "type",
                                        "scatter",
                                        "symbolSize",
                                        6,
                                        "itemStyle",
                                        Map.of("color", "#D55E00", "opacity", 0.7),
                                        "data",
                                        dots))),
                380,
                sentence);
    }

    private static List<List<Object>> dots(List<Spread> spreads) {
        var dots = new ArrayList<List<Object>>();
        for (Spread spread : spreads) {
            spread.ns().forEach(ns -> dots.add(List.of(spread.name(), ns / NS_PER_S)));
        }
        return dots;
    }
}
