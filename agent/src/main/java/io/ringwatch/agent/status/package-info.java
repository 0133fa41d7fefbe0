/** The ring as a person or a program wants to see it: one value, and its rendering as text. */
@NullMarked
package io.ringwatch.agent.status;

import org.jspecify.annotations.NullMarked;
