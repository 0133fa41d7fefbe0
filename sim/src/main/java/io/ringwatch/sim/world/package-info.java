/** A faulty world on virtual time, made from one seed, in which the shipped members live. */
@NullMarked
package io.ringwatch.sim.world;

import org.jspecify.annotations.NullMarked;
