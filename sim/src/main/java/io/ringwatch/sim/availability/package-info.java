/**
 * Availability and cost of a fleet over years, for the ring and for what it is compared with.
 *
 * <p>Failures are drawn over the years, the same for every method. What the ring makes of them is
 * never modelled: every kind of episode is played by the shipped members in a {@link
 * io.ringwatch.sim.world.World}, and the years are composed of the outages that clients had there.
 * See docs/availability.md for the argument and its limits.
 */
@NullMarked
package io.ringwatch.sim.availability;

import org.jspecify.annotations.NullMarked;
