/** Breaks a given ring at a given moment, and tells what its clients and its operator would see. */
@NullMarked
package io.ringwatch.sim.rehearsal;

import org.jspecify.annotations.NullMarked;
