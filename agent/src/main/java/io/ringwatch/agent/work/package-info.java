/** Threads with names and timers. */
@NullMarked
package io.ringwatch.agent.work;

import org.jspecify.annotations.NullMarked;
