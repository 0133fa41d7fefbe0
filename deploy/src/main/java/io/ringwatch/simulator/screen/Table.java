package io.ringwatch.simulator.screen;

import io.ringwatch.agent.cli.Terminal;
import io.ringwatch.agent.status.Style;
import io.ringwatch.agent.status.StyledTable;
import io.ringwatch.agent.status.StyledTable.Cell;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of results: words on the left, figures on the right. */
public final class Table {
    private final StyledTable table;

    /**
     * A table without rows.
     *
     * @param words so many columns from the left are words; the others are figures
     * @param headings titles of the columns, with units
     */
    public Table(int words, String... headings) {
        Set<Integer> right =
                IntStream.range(words, headings.length).boxed().collect(Collectors.toSet());
        table = new StyledTable(List.of(headings), right);
    }

    /** The next row, one cell for each heading. */
    public void row(String... cells) {
        table.row(Arrays.stream(cells).map(Cell::plain).toList());
    }

    /** The next row, of which the first cell stands out. */
    public void row(Style style, String... cells) {
        table.row(
                IntStream.range(0, cells.length)
                        .mapToObj(i -> new Cell(cells[i], i == 0 ? style : Style.PLAIN))
                        .toList());
    }

    /** A text below the last row. */
    public void note(String text) {
        table.note(text);
    }

    /** The table as lines, each ended. */
    public String text() {
        return table.render(1, Terminal.columns(), Terminal.colour());
    }
}
