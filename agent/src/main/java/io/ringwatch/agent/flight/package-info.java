/**
 * The flight record: every input of a member with its time on disk, bounded, and its replay.
 *
 * <p>A record is a row of segments of at most 8 MB. The first one, from the agent's start, is kept,
 * so that its replay begins where the member began; of the later ones the newest two are kept. A
 * replay therefore repeats and checks the time from the start to the end of the first segment, and
 * further as long as nothing between was overwritten or dropped; of the rest it prints what was
 * told (log lines and events), which every segment carries. Records of earlier starts are kept
 * while they are not more than 32 MB together.
 */
@NullMarked
package io.ringwatch.agent.flight;

import org.jspecify.annotations.NullMarked;
