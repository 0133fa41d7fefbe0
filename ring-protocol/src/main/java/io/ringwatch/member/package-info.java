/** A server's whole behaviour as one pure object: inputs and the time go in, effects come out. */
@NullMarked
package io.ringwatch.member;

import org.jspecify.annotations.NullMarked;
