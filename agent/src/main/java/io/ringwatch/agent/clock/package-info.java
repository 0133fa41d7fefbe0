/** The clocks that the member lives by, and whether the wall clock can be trusted. */
@NullMarked
package io.ringwatch.agent.clock;

import org.jspecify.annotations.NullMarked;
