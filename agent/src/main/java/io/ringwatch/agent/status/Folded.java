package io.ringwatch.agent.status;

import java.util.ArrayList;
import java.util.List;

/** Folds a text at its spaces. */
final class Folded {
    private static final int NARROWEST = 20;

    private Folded() {}

    /** The text in lines of at most so many characters, longer only where one word is longer. */
    static List<String> of(String text, int columns) {
        int width = Math.max(NARROWEST, columns);
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            if (line.length() > 0) {
                line.append(' ');
            }
            line.append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
