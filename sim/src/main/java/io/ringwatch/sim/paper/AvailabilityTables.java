package io.ringwatch.sim.paper;

import io.ringwatch.sim.paper.AvailabilityRate.Times;
import java.util.ArrayList;
import java.util.List;

/** Tables 2.3, 5.4 and 6.3 of the thesis, from the recovery times that it measured. */
final class AvailabilityTables {
    private static final List<Times> MSBS =
            List.of(
                    new Times("St2", 5.5, 54.4),
                    new Times("Nt1", 4.7, 44.5),
                    new Times("Nt2", 4.8, 102.6));
    private static final List<Times> HYBRID_MC =
            List.of(
                    new Times("VS St2", 13.6, 40.8),
                    new Times("VS Nt1", 13.7, 27.1),
                    new Times("VS Nt2", 13.7, 80.5),
                    new Times("RS Nt1", 19.5, 110.3),
                    new Times("RS Nt2", 19.3, 213.6));
    private static final List<Times> HYBRID_LC =
            List.of(
                    new Times("VS St2", 13.2, 40.1),
                    new Times("VS Nt1", 13.5, 27.4),
                    new Times("VS Nt2", 13.1, 81.1),
                    new Times("RS Nt1", 12.3, 111.5),
                    new Times("RS Nt2", 12.1, 214.2));
    private static final List<Times> SIF_MC =
            List.of(
                    new Times("VS St2", 5.21, 73.67),
                    new Times("VS Nt1", 3.91, 61.82),
                    new Times("VS Nt2", 3.89, 154.19),
                    new Times("RS Nt1", 4.11, 102.34));
    private static final List<Times> SIF_LC =
            List.of(
                    new Times("VS St2", 5.78, 73.60),
                    new Times("VS Nt1", 4.28, 61.74),
                    new Times("VS Nt2", 4.16, 154.34),
                    new Times("RS Nt1", 4.14, 102.04));
    private static final List<Times> PEERS =
            List.of(
                    new Times("St2", 8.56, 62.98),
                    new Times("Nt1", 7.47, 52.61),
                    new Times("Nt2", 7.46, 146.76));

    private AvailabilityTables() {}

    /** Thesis table 2.3. */
    static PaperTable star() {
        double[][] printed = {
            {0.65, 0.96, 47.69}, {0.70, 0.97, 38.57}, {0.50, 0.98, 96.00}, {0.62, 0.97, 56.45}
        };
        return table(
                "thesis-2.3",
                "Availability with one management server (MSBS)",
                "thesis, table 2.3",
                "measured times of thesis table 2.2",
                rows(MSBS, printed));
    }

    /** Thesis table 5.4. */
    static PaperTable peers() {
        double[][] printed = {
            {0.70, 0.96, 37.14}, {0.74, 0.96, 29.73}, {0.50, 0.97, 94.00}, {0.65, 0.96, 47.69}
        };
        return table(
                "thesis-5.4",
                "Availability with the peer-to-peer method",
                "thesis, table 5.4",
                "measured times of thesis figure 5.13",
                rows(PEERS, printed));
    }

    /** Thesis table 6.3: the averages of all systems of the thesis. */
    static PaperTable averages() {
        var figures = new ArrayList<PaperFigure>();
        figures.addAll(average("MSBS", MSBS, 0.62, 0.97, 56.45));
        figures.addAll(average("Hybrid, moderate", HYBRID_MC, 0.72, 0.94, 30.56));
        figures.addAll(average("Hybrid, light", HYBRID_LC, 0.72, 0.95, 31.94));
        figures.addAll(average("SIF, moderate", SIF_MC, 0.62, 0.98, 58.06));
        figures.addAll(average("SIF, light", SIF_LC, 0.62, 0.98, 58.06));
        figures.addAll(average("Peer-to-peer", PEERS, 0.65, 0.96, 47.69));
        return table(
                "thesis-6.3",
                "Average availability of the systems of the thesis",
                "thesis, table 6.3",
                "measured times of thesis tables 2.2, 3.5, 4.4 and figure 5.13",
                figures);
    }

    private static PaperTable table(
            String id, String title, String source, String from, List<PaperFigure> figures) {
        return new PaperTable(id, title, source, from, figures);
    }

    private static List<PaperFigure> average(String system, List<Times> times, double... printed) {
        List<AvailabilityRate> rates = AvailabilityRate.of(times);
        return row(system, rates.get(rates.size() - 1), printed);
    }

    private static List<PaperFigure> rows(List<Times> times, double[]... printed) {
        var figures = new ArrayList<PaperFigure>();
        List<AvailabilityRate> rates = AvailabilityRate.of(times);
        for (int i = 0; i < rates.size(); i++) {
            figures.addAll(row(rates.get(i).name(), rates.get(i), printed[i]));
        }
        return figures;
    }

    private static List<PaperFigure> row(String name, AvailabilityRate rate, double... printed) {
        String rounding = "the thesis rounds a rate of this row otherwise than to the nearest cent";
        return List.of(
                PaperFigure.of(name, "conventional", "", printed[0], rate.conventional(), rounding),
                PaperFigure.of(name, "proposed", "", printed[1], rate.proposed(), rounding),
                PaperFigure.of(
                        name, "improvement", "%", printed[2], rate.improvementPercent(), rounding));
    }
}
