package io.ringwatch.capacity;

import io.ringwatch.ring.ServerType;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * How a host was chosen: the best first, those that were left out last.
 *
 * @param type type of the failed server
 * @param guestMemoryKb memory that its virtual server needs, kB
 * @param scores one per candidate
 */
public record ScoreTable(ServerType type, long guestMemoryKb, List<Score> scores) {
    public ScoreTable {
        scores = List.copyOf(scores);
    }

    /** The numbers of those that may host it, the best first; empty if nobody can. */
    public List<Integer> hosts() {
        return scores.stream().filter(s -> !s.isExcluded()).map(Score::number).toList();
    }

    /** The table as text: one line per candidate below a heading, each line ended. */
    public String render(IntFunction<String> nameOf) {
        var text = new StringBuilder();
        text.append("type " + type + ", guest " + guestMemoryKb + " kB\n");
        text.append(line("No.", "Server", "Rm", "Rc", "Rn", "VM", "S"));
        for (Score score : scores) {
            text.append(line(score, nameOf.apply(score.number())));
        }
        return text.toString();
    }

    private static String line(Score score, String name) {
        String number = String.valueOf(score.number());
        String guests = String.valueOf(score.guests());
        if (score.isExcluded()) {
            return line(number, name, "-", "-", "-", guests, score.exclusion().text());
        }
        RemainingCapacity capacity = score.capacity();
        return line(
                number,
                name,
                decimal(capacity.memoryPercent()),
                decimal(capacity.cpuPercent()),
                decimal(capacity.networkPercent()),
                guests,
                decimal(score.value()));
    }

    private static String line(String... cells) {
        return String.format(Locale.ROOT, "%5s  %-12s %6s %6s %6s %3s  %7s\n", (Object[]) cells);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
