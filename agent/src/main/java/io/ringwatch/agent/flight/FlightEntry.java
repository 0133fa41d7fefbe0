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
     * @param told those of them that people read: log lines and events
     * @param failure what the member threw, empty if nothing
     */
    @Wire(1)
    record Step(
            long seq,
            Moment at,
            Input input,
            int effects,
            int crc,
            List<Effect> told,
            String failure)
            implements FlightEntry {
        public Step {
            told = List.copyOf(told);
        }
    }

    /**
     * A timer without effects, the commonest of all inputs.
     *
     * @param seq as in {@link Step}
     * @param at when it was taken
     */
    @Wire(2)
    record IdleTimer(long seq, Moment at) implements FlightEntry {}
}
