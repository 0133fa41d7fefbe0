/** The commands {@code ringwatch sim ...}: what was asked for, how it went, for people and JSON. */
@NullMarked
package io.ringwatch.simulator.command;

import org.jspecify.annotations.NullMarked;
