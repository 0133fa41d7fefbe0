/** The flag file, whose appearance starts management and whose end ends it. */
@NullMarked
package io.ringwatch.agent.flag;

import org.jspecify.annotations.NullMarked;
