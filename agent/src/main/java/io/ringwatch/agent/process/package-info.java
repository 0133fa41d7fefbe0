/** Child processes with a hard limit on their time and their output. */
@NullMarked
package io.ringwatch.agent.process;

import org.jspecify.annotations.NullMarked;
