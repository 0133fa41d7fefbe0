package io.ringwatch.agent.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A table for people, with columns as wide as their widest cell, and notes below its rows. */
public final class StyledTable {
    private static final String GAP = "  ";

    private final List<String> headings;
    private final Set<Integer> right;
    private final List<Line> lines = new ArrayList<>();

    /**
     * A table without rows.
     *
     * @param headings titles of the columns
     * @param right the columns that are aligned to the right
     */
    public StyledTable(List<String> headings, Set<Integer> right) {
        this.headings = headings;
        this.right = right;
    }

    /** The next row, one cell for each heading. */
    public void row(List<Cell> cells) {
        lines.add(new Line(cells, ""));
    }

    /** A text below the last row, folded to fit. */
    public void note(String text) {
        lines.add(new Line(List.of(), text));
    }

    /**
     * The table as lines, each ended.
     *
     * @param noteColumn notes begin below this column
     * @param columns notes end before this column of the terminal
     */
    public String render(int noteColumn, int columns, boolean colour) {
        int[] widths = widths();
        var text = new StringBuilder();
        line(text, widths, headings.stream().map(h -> new Cell(h, Style.FAINT)).toList(), colour);
        int indent = 0;
        for (int i = 0; i < noteColumn; i++) {
            indent += widths[i] == 0 ? 0 : widths[i] + GAP.length();
        }
        for (Line line : lines) {
            if (line.note().isEmpty()) {
                line(text, widths, line.cells(), colour);
            } else {
                for (String part : Folded.of(line.note(), columns - indent)) {
                    text.append(" ".repeat(indent)).append(Style.FAINT.of(part, colour));
                    text.append('\n');
                }
            }
        }
        return text.toString();
    }

    /** Width of each column, 0 for one in which nothing stands. */
    private int[] widths() {
        var widths = new int[headings.size()];
        for (Line line : lines) {
            for (int i = 0; i < line.cells().size(); i++) {
                int length = line.cells().get(i).text().length();
                if (length > 0) {
                    int heading = headings.get(i).length();
                    widths[i] = Math.max(widths[i], Math.max(heading, length));
                }
            }
        }
        return widths;
    }

    private void line(StringBuilder out, int[] widths, List<Cell> cells, boolean colour) {
        var line = new StringBuilder();
        int owed = 0;
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] == 0) {
                continue;
            }
            Cell cell = cells.get(i);
            int pad = widths[i] - cell.text().length();
            boolean toTheRight = right.contains(i);
            if (!cell.text().isEmpty()) {
                line.append(" ".repeat(owed + (toTheRight ? pad : 0)));
                line.append(cell.style().of(cell.text(), colour));
                owed = (toTheRight ? 0 : pad) + GAP.length();
            } else {
                owed += widths[i] + GAP.length();
            }
        }
        out.append(line).append('\n');
    }

    /** What stands in one column of one row. */
    public record Cell(String text, Style style) {
        /** A cell that does not stand out. */
        public static Cell plain(String text) {
            return new Cell(text, Style.PLAIN);
        }
    }

    private record Line(List<Cell> cells, String note) {}
}
