/** The management of one target by one agent, and the selection of the targets to manage. */
@NullMarked
package io.ringwatch.dbss;

import org.jspecify.annotations.NullMarked;
