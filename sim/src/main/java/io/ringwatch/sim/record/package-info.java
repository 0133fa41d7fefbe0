/** Every input of every member, and the replay that must give the same effects again. */
@NullMarked
package io.ringwatch.sim.record;

import org.jspecify.annotations.NullMarked;
