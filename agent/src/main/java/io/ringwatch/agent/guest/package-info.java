/**
 * Virtual servers on this host: suspended originals, and how one is made into the virtual server of
 * a failed server. What runs them is behind {@link io.ringwatch.agent.guest.Hypervisor}.
 */
@NullMarked
package io.ringwatch.agent.guest;

import org.jspecify.annotations.NullMarked;
