/**
 * What is to go wrong, and when: faults as text, and plans of them, written by hand or drawn from a
 * seed.
 */
@NullMarked
package io.ringwatch.sim.plan;

import org.jspecify.annotations.NullMarked;
