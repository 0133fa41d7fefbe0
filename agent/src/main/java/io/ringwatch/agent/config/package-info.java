/** The ring file: read, checked as a whole, and turned into values. */
@NullMarked
package io.ringwatch.agent.config;

import org.jspecify.annotations.NullMarked;
