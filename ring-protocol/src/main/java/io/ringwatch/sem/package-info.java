/** Synchronous editing (SEM): votes, editors, catch-up, and incarnations as the last resort. */
@NullMarked
package io.ringwatch.sem;

import org.jspecify.annotations.NullMarked;
