/**
 * What a ring survives and what it does not, worked out from its ring file with the rules that its
 * members obey. Nothing decides by it.
 */
@NullMarked
package io.ringwatch.survival;

import org.jspecify.annotations.NullMarked;
