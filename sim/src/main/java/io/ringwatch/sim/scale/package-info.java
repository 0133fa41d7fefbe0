/** What a ring costs as it grows: messages, bytes and work per server and tick. */
@NullMarked
package io.ringwatch.sim.scale;

import org.jspecify.annotations.NullMarked;
