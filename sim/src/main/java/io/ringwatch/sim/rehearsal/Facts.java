package io.ringwatch.sim.rehearsal;

import io.ringwatch.sim.rehearsal.Performance.Told;
import io.ringwatch.sim.rehearsal.Performance.What;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What was told, to look things up in. */
final class Facts {
    private final List<Told> told;

    Facts(List<Told> told) {
        this.told = told;
    }

    private Stream<Told> all(What what, String about) {
        return told.stream().filter(t -> t.what() == what && t.about().equals(about));
    }

    /** When it was told first. */
    OptionalLong first(What what, String about) {
        return all(what, about).mapToLong(Told::atNs).min();
    }

    /** When it was told last. */
    OptionalLong last(What what, String about) {
        return all(what, about).mapToLong(Told::atNs).max();
    }

    /** A fact of the last of these before its function was back; empty if there is none. */
    String of(What what, String about, String fact) {
        long untilNs = first(What.FUNCTION_RECOVERED, about).orElse(Long.MAX_VALUE);
        return all(what, about)
                .filter(t -> t.atNs() <= untilNs)
                .reduce((a, b) -> b)
                .map(t -> t.data().getOrDefault(fact, ""))
                .orElse("");
    }
}
