/** Measuring the load of this server from /proc. */
@NullMarked
package io.ringwatch.agent.load;

import org.jspecify.annotations.NullMarked;
