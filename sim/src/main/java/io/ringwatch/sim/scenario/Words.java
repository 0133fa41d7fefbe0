package io.ringwatch.sim.scenario;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What to say of a word that nobody knows. */
final class Words {
    private Words() {}

    /** {@code no fault "crsh"; there are crash, ...}, or the one that was probably meant. */
    static String unknown(String what, String found, Stream<String> known) {
        var all = known.sorted().toList();
        String near = "";
        int best = 3;
        for (String word : all) {
            int distance = distance(found, word);
            if (distance < best) {
                best = distance;
                near = word;
            }
        }
        return "no %s \"%s\"; %s"
                .formatted(
                        what,
                        found,
                        near.isEmpty()
                                ? "there are " + all.stream().collect(Collectors.joining(", "))
                                : "is " + near + " meant?");
    }

    /** So many letters must be added, taken away or changed. */
    private static int distance(String a, String b) {
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(last[j - 1] + same, Math.min(last[j], row[j - 1]) + 1);
            }
            last = row;
        }
        return last[b.length()];
    }
}
