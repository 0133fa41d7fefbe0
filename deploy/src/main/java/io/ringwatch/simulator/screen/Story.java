package io.ringwatch.simulator.screen;

import io.ringwatch.ring.Ring;
import io.ringwatch.sim.rehearsal.Performance;
import io.ringwatch.sim.rehearsal.Performance.Told;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happened to a ring, in sentences. */
public final class Story {
    private static final Map<String, String> FAULTS =
            Map.ofEntries(
                    Map.entry("crash", "loses power"),
                    Map.entry("ruin", "breaks and cannot be powered on"),
                    Map.entry("restart", "restarts by itself"),
                    Map.entry("quick", "restarts by itself, faster than anybody may notice"),
                    Map.entry("service", ": its daemon dies"),
                    Map.entry("stuck", ": its daemon dies and does not start again"),
                    Map.entry("hang", ": its daemon accepts and does not reply"),
                    Map.entry("kill", ": its agent is killed"),
                    Map.entry("pause", ": its agent is frozen"),
                    Map.entry("gateway", "loses its gateway"),
                    Map.entry("gateway-back", "has its gateway again"),
                    Map.entry("repair", "is repaired"),
                    Map.entry("power-on", "is powered on"));

    private static final Map<String, String> PROOFS =
            Map.of(
                    "RELEASED", "it gave it up itself",
                    "FENCED", "a power fence says that it is off",
                    "EXPIRED", "its lease has run out",
                    "CONFIRMED", "a person said so");

    private final Ring ring;

    private Story(Ring ring) {
        this.ring = ring;
    }

    /**
     * One sentence of it.
     *
     * @param atNs virtual time since the first fault, nanoseconds
     * @param about the server that it is about; empty if it is none
     * @param text the sentence
     */
    public record Line(long atNs, String about, String text) {}

    /** The whole story; what several members tell of the same is told once. */
    public static List<Line> of(Performance performance, Ring ring) {
        var story = new Story(ring);
        var lines = new ArrayList<Line>();
        var said = new HashSet<String>();
        for (Told told : performance.told()) {
            Optional<String> text = story.sentence(told);
            boolean again = told.what() == Performance.What.FAULT || isOfClients(told);
            if (text.isPresent()
                    && (again
                            || said.add(told.about() + text.get() + told.atNs() / 1_000_000_000))) {
                lines.add(new Line(told.atNs(), told.about(), text.get()));
            }
        }
        return lines;
    }

    /** What is done to a server, as in {@code loses power}; as in a plan if there is no word. */
    public static String fault(String fault) {
        String[] words = fault.split(" ", 2);
        return FAULTS.getOrDefault(words[0], fault).replaceFirst("^: ", "");
    }

    private static boolean isOfClients(Told told) {
        return told.what() == Performance.What.CUT_OFF || told.what() == Performance.What.SERVED;
    }

    private Optional<String> sentence(Told told) {
        String server = told.about();
        String by = told.teller();
        String guest = virtualName(server);
        return switch (told.what()) {
            case FAULT -> Optional.of(fault(told));
            case CUT_OFF -> Optional.of("clients of " + server + " get no answer");
            case SERVED ->
                    Optional.of("clients of " + server + " are served again, " + told.text());
            case DETECTED ->
                    Optional.of(
                            by.equals(server)
                                    ? server + " notices by itself: " + told.text()
                                    : by
                                            + " notices that "
                                            + server
                                            + " is not well: "
                                            + told.text());
            case REEXAMINED -> Optional.of(by + " looks at " + server + " again: " + look(told));
            case SEPARATED ->
                    Optional.of(server + " is taken out of the group; its address is nobody's now");
            case PROVEN -> Optional.of(proven(told));
            case HOST_CHOSEN ->
                    Optional.of(
                            told.data().getOrDefault("host", "?")
                                    + " has the highest selection value and is to run "
                                    + guest);
            case GUEST_READY -> Optional.of(told.text());
            case ASSIGNED -> Optional.of("the address of " + server + ": " + told.text());
            case FUNCTION_RECOVERED -> Optional.of(told.text() + " (" + server + ")");
            case SERVER_RECOVERED ->
                    Optional.of(server + " serves again itself; " + guest + " is suspended");
            case QUORUM_LOST, QUORUM_WON, STALLED -> Optional.of(by + ": " + told.text());
            case GUEST_FAILED,
                    REVIVAL,
                    ENDED,
                    SERVICE_RESTARTED,
                    SECOND_OPINION,
                    INCARNATION,
                    CONFLICT ->
                    Optional.of((server.isEmpty() ? by : server) + ": " + told.text());
        };
    }

    private static String fault(Told told) {
        String[] words = told.text().split(" ", 3);
        String known = FAULTS.get(words[0]);
        if (known == null || words.length < 2) {
            return told.text();
        }
        return (words[1] + " " + known + (words.length > 2 ? " " + words[2] : ""))
                .replace(" :", ":");
    }

    private static String look(Told told) {
        return told.text().replace("examined again: ", "");
    }

    private static String proven(Told told) {
        String proof = told.data().getOrDefault("proof", "");
        return "it is certain that "
                + told.data().getOrDefault("holder", "its holder")
                + " holds the address of "
                + told.about()
                + " no more: "
                + PROOFS.getOrDefault(proof, proof);
    }

    private String virtualName(String server) {
        return ring.servers().stream()
                .filter(s -> s.name().equals(server))
                .map(io.ringwatch.ring.Server::virtualName)
                .findFirst()
                .orElse("its virtual server");
    }
}
