package io.ringwatch.agent.flight;

import io.ringwatch.codec.Wire;
import io.ringwatch.member.Boot;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.Moment;
import io.ringwatch.ring.Ring;
import java.util.List;

/** One entry of a segment. */
public sealed interface FlightEntry {
    /**
     * The beginning of every segment: with what the member began.
     *
     * @param format {@link Segment#FORMAT}
     * @param segment number of the segment, 0 for the one of the start
     * @param startedWallMs UNIX time of the start, milliseconds
     * @param ring the ring
     * @param self number of the member
     * @param boot with what it began
     */
    @Wire(0)
    record Start(int format, int segment, long startedWallMs, Ring ring, int self, Boot boot)
            implements FlightEntry {}

    /**
     * An input and what came of it.
     *
     * @param seq number of the input, from 1; a jump means that inputs were dropped
     * @param at when it was taken
     * @param input the input
     * @param effects number of its effects
     * @param crc CRC-32 of their bytes, one after another
     * @param kept those of them that explain: log lines, events, and what was asked of
     *     examinations, fences, machines and virtual servers
     * @param events number of events told before this input, since the agent's start
     * @param failure what the member threw, empty if nothing
     */
    @Wire(1)
    record Step(
            long seq,
            Moment at,
            Input input,
            int effects,
            int crc,
            List<Effect> kept,
            long events,
            String failure)
            implements FlightEntry {
        public Step {
            kept = List.copyOf(kept);
        }
    }

    /**
     * A timer without effects, the commonest of all inputs.
     *
     * @param seq as in {@link Step}
     * @param at when it was taken
     */
    @Wire(2)
    record IdleTimer(long seq, Moment at) implements FlightEntry {
        /** The step that it stands for; it tells of no events. */
        Step step() {
            return new Step(seq, at, new Input.Timer(), 0, 0, List.of(), 0, "");
        }
    }
}
