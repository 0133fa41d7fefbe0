/** Compact binary form of records: messages, vote records, flight records. */
@NullMarked
package io.ringwatch.codec;

import org.jspecify.annotations.NullMarked;
