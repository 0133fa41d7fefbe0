package io.ringwatch.agent.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Spelling {
    /** Words that need more changes than this are no misspellings of each other. */
    private static final int CHANGES_MAX = 3;

    private Spelling() {}

    /** The known word nearest to this one, if any is near. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        if (word.isEmpty()) {
            return Optional.empty();
        }
        int limit = Math.min(CHANGES_MAX, Math.max(1, word.length() / 2));
        return known.stream()
                .sorted()
                .min(
                        Comparator.<String>comparingInt(k -> distance(plain(word), plain(k)))
                                .thenComparing(k -> k.charAt(0) != word.charAt(0)))
                .filter(k -> distance(plain(word), plain(k)) <= limit);
    }

    /** {@code ; did you mean NAME?}, or nothing. */
    public static String hint(String word, Collection<String> known) {
        return nearest(word, known).map(k -> "; did you mean " + k + "?").orElse("");
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[_ -]", "");
    }

    /** Letters to insert, delete, replace, or swap with their neighbour. */
    private static int distance(String a, String b) {
        var cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
        least = Math.min(least, cost[i - 1][j - 1] + replace);
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
