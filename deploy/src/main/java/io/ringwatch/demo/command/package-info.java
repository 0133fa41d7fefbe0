/**
 * The demonstration as a command: sets the stage, breaks something, tells the story, and judges.
 */
@NullMarked
package io.ringwatch.demo.command;

import org.jspecify.annotations.NullMarked;
