package io.ringwatch.sim.paper;

import java.util.List;

/**
 * One table of a paper.
 *
 * @param id short name that stays the same, as {@code ring-2}
 * @param title what it shows
 * @param source where the paper prints it
 * @param parameters with what it was reproduced, and where that is printed
 * @param figures its figures, row by row
 */
public record PaperTable(
        String id, String title, String source, String parameters, List<PaperFigure> figures) {
    public PaperTable {
        figures = List.copyOf(figures);
    }
}
