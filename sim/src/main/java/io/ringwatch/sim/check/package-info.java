/** What must hold after every event, and what must hold again once the faults have ended. */
@NullMarked
package io.ringwatch.sim.check;

import org.jspecify.annotations.NullMarked;
