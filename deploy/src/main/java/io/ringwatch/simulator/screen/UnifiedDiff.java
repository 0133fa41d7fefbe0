package io.ringwatch.simulator.screen;

import java.util.ArrayList;
import java.util.List;

/** Where two texts differ, as {@code diff -u} shows it. */
public final class UnifiedDiff {
    private static final int CONTEXT = 3;

    /** Beyond so many pairs of lines, what differs is shown as one piece. */
    private static final long PAIRS_MAX = 16_000_000;

    private final List<String> old;
    private final List<String> fresh;
    private final List<Edit> edits = new ArrayList<>();

    private record Edit(char sign, int oldIndex, int newIndex) {}

    private UnifiedDiff(List<String> old, List<String> fresh) {
        this.old = old;
        this.fresh = fresh;
    }

    /**
     * The lines of the difference; empty if the texts are the same.
     *
     * @param oldName heading of the old text
     * @param newName heading of the new one
     */
    public static List<String> of(
            String oldName, List<String> old, String newName, List<String> fresh) {
        if (old.equals(fresh)) {
            return List.of();
        }
        var diff = new UnifiedDiff(old, fresh);
        diff.compare();
        var lines = new ArrayList<>(List.of("--- " + oldName, "+++ " + newName));
        diff.hunks(lines);
        return lines;
    }

    private void compare() {
        int start = 0;
        while (start < Math.min(old.size(), fresh.size())
                && old.get(start).equals(fresh.get(start))) {
            start++;
        }
        int oldEnd = old.size();
        int newEnd = fresh.size();
        while (oldEnd > start
                && newEnd > start
                && old.get(oldEnd - 1).equals(fresh.get(newEnd - 1))) {
            oldEnd--;
            newEnd--;
        }
        for (int i = 0; i < start; i++) {
            edits.add(new Edit(' ', i, i));
        }
        middle(start, oldEnd, newEnd);
        for (int i = 0; oldEnd + i < old.size(); i++) {
            edits.add(new Edit(' ', oldEnd + i, newEnd + i));
        }
    }

    private void middle(int start, int oldEnd, int newEnd) {
        boolean small = (long) (oldEnd - start) * (newEnd - start) <= PAIRS_MAX;
        int[][] common = small ? common(start, oldEnd, newEnd) : new int[0][0];
        int i = start;
        int j = start;
        while (i < oldEnd || j < newEnd) {
            if (small && i < oldEnd && j < newEnd && old.get(i).equals(fresh.get(j))) {
                edits.add(new Edit(' ', i++, j++));
            } else if (i < oldEnd
                    && (!small
                            || j == newEnd
                            || common[i + 1 - start][j - start]
                                    >= common[i - start][j + 1 - start])) {
                edits.add(new Edit('-', i++, j));
            } else {
                edits.add(new Edit('+', i, j++));
            }
        }
    }

    /** Length of the longest common rest from each pair of lines on. */
    private int[][] common(int start, int oldEnd, int newEnd) {
        var common = new int[oldEnd - start + 1][newEnd - start + 1];
        for (int i = oldEnd - start - 1; i >= 0; i--) {
            for (int j = newEnd - start - 1; j >= 0; j--) {
                common[i][j] =
                        old.get(start + i).equals(fresh.get(start + j))
                                ? common[i + 1][j + 1] + 1
                                : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private void hunks(List<String> lines) {
        int next = 0;
        while (next < edits.size()) {
            int first = next;
            while (first < edits.size() && edits.get(first).sign() == ' ') {
                first++;
            }
            if (first == edits.size()) {
                return;
            }
            int last = first;
            for (int i = first; i < edits.size() && i - last <= 2 * CONTEXT; i++) {
                last = edits.get(i).sign() == ' ' ? last : i;
            }
            int from = Math.max(next, first - CONTEXT);
            int until = Math.min(edits.size(), last + CONTEXT + 1);
            hunk(edits.subList(from, until), lines);
            next = until;
        }
    }

    private void hunk(List<Edit> hunk, List<String> lines) {
        long removed = hunk.stream().filter(e -> e.sign() != '+').count();
        long added = hunk.stream().filter(e -> e.sign() != '-').count();
        Edit first = hunk.get(0);
        lines.add(
                "@@ -%d,%d +%d,%d @@"
                        .formatted(
                                first.oldIndex() + (removed > 0 ? 1 : 0),
                                removed,
                                first.newIndex() + (added > 0 ? 1 : 0),
                                added));
        for (Edit edit : hunk) {
            lines.add(
                    edit.sign()
                            + (edit.sign() == '+'
                                    ? fresh.get(edit.newIndex())
                                    : old.get(edit.oldIndex())));
        }
    }
}
