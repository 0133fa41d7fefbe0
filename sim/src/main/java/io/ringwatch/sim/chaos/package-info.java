/**
 * Random worlds, each from one number: drawn, run on all cores, and what is found in them made as
 * short as it can be.
 */
@NullMarked
package io.ringwatch.sim.chaos;

import org.jspecify.annotations.NullMarked;
