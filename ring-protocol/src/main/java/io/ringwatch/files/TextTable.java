package io.ringwatch.files;

import java.util.ArrayList;
import java.util.List;

/** Lays out rows of text in columns as wide as their widest cell. */
final class TextTable {
    private static final String GAP = "  ";

    private TextTable() {}

    static String render(List<String> headings, List<List<String>> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(headings);
        lines.addAll(rows);
        var widths = new int[headings.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        var text = new StringBuilder();
        for (List<String> line : lines) {
            var padded = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                padded.append(line.get(i))
                        .append(" ".repeat(widths[i] - line.get(i).length()))
                        .append(GAP);
            }
            text.append(padded.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
