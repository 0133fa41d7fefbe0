package io.ringwatch.sim.paper;

/**
 * One figure of a paper and the same figure as it comes out here.
 *
 * @param row row of the table: which trouble, which server
 * @param column column of the table: what was measured, and with which method
 * @param unit {@code s} for seconds, {@code %} for per cent, empty for a ratio
 * @param paper as the paper prints it
 * @param ours as it comes out here, {@link Double#NaN} if it could not be had
 * @param explanation why they differ; empty if they differ by no more than {@link
 *     #EXPLAINED_OVER_PERCENT}
 */
public record PaperFigure(
        String row, String column, String unit, double paper, double ours, String explanation) {
    /** Differences over this many per cent are explained. */
    public static final double EXPLAINED_OVER_PERCENT = 5;

    /** How much larger ours is, in per cent of the paper's. */
    public double differencePercent() {
        return (ours - paper) / paper * 100;
    }

    /** Whether the difference is large enough to need an explanation. */
    public boolean needsExplanation() {
        return !(Math.abs(differencePercent()) <= EXPLAINED_OVER_PERCENT);
    }

    /** The figure with this reason, if it needs one. */
    static PaperFigure of(
            String row, String column, String unit, double paper, double ours, String reason) {
        var figure = new PaperFigure(row, column, unit, paper, ours, "");
        return figure.needsExplanation()
                ? new PaperFigure(row, column, unit, paper, ours, reason)
                : figure;
    }
}
