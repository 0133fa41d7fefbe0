/**
 * What the agent drives: virtual servers, VIPs, power, fences, services and the network's
 * examination.
 */
@NullMarked
package io.ringwatch.agent.drivers;

import org.jspecify.annotations.NullMarked;
