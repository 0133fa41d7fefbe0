package io.ringwatch.sim.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the words that were probably meant. */
public final class Spelling {
    private static final int CHANGES_MAX = 3;
    private static final int HINTS_MAX = 3;

    private Spelling() {}

    /** {@code ; did you mean A or B?}, or nothing if no known word is near. */
    public static String hint(String word, Collection<String> known) {
        int limit = Math.min(CHANGES_MAX, Math.max(1, word.length() / 2));
        List<String> near =
                known.stream()
                        .filter(k -> distance(word, k) <= limit || begins(word, k))
                        .sorted(Comparator.comparingInt((String k) -> distance(word, k)))
                        .limit(HINTS_MAX)
                        .toList();
        return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }

    private static boolean begins(String word, String known) {
        return word.length() >= CHANGES_MAX && known.startsWith(word);
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
