/** The flight record: every input of a member on disk, and its replay. */
@NullMarked
package io.ringwatch.agent.flight;

import org.jspecify.annotations.NullMarked;
