/** The agent as a process: one thread owns the member, others carry out what it wants done. */
@NullMarked
package io.ringwatch.agent.daemon;

import org.jspecify.annotations.NullMarked;
