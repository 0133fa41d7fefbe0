/** Stories with an expected trace, and swarms of random ones. */
@NullMarked
package io.ringwatch.sim.scenario;

import org.jspecify.annotations.NullMarked;
