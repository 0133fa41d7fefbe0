package io.ringwatch.survival;

/**
 * How many servers may fail so that the others go on by themselves: they have a quorum, and what
 * failed is separated and taken over.
 *
 * @param atOnce any so many in the same moment
 * @param atOnceSparing so many in the same moment if the lowest-numbered is not among them
 * @param inTurn any so many one after another, each separated before the next one fails
 * @param inTurnSparing so many one after another if the lowest-numbered is not among them
 */
public record Losses(int atOnce, int atOnceSparing, int inTurn, int inTurnSparing) {}
