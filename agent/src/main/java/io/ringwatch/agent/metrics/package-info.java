/** Counters and gauges of the agent; the only package that knows the metrics library. */
@NullMarked
package io.ringwatch.agent.metrics;

import org.jspecify.annotations.NullMarked;
