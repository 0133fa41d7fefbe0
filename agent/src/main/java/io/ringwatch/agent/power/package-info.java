/** Machines turned off and on: power fences of the ClusterLabs kind, and wake-on-LAN. */
@NullMarked
package io.ringwatch.agent.power;

import org.jspecify.annotations.NullMarked;
