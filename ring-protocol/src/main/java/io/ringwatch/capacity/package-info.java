/** Predicted load, remaining capacity and the selection value that chooses a host, eq. (1)-(6). */
@NullMarked
package io.ringwatch.capacity;

import org.jspecify.annotations.NullMarked;
