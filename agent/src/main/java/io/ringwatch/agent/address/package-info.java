/**
 * Virtual IP addresses on real interfaces. The kernel holds their leases: what a VIP sends and
 * receives passes only while it is in a set whose elements time out.
 */
@NullMarked
package io.ringwatch.agent.address;

import org.jspecify.annotations.NullMarked;
