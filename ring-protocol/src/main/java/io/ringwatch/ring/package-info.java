/** The ring: its servers, their order, the council, and the timing that all of it obeys. */
@NullMarked
package io.ringwatch.ring;

import org.jspecify.annotations.NullMarked;
