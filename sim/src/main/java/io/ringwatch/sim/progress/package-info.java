/** How far a long computation is, and whether somebody wants it to end early. */
@NullMarked
package io.ringwatch.sim.progress;

import org.jspecify.annotations.NullMarked;
