/** Stories with an expected trace. */
@NullMarked
package io.ringwatch.sim.scenario;

import org.jspecify.annotations.NullMarked;
