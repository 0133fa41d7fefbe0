/** The drivers named {@code host}: a real Linux machine. */
@NullMarked
package io.ringwatch.agent.host;

import org.jspecify.annotations.NullMarked;
