/** What stands for hardware: the switch for the wire, and a board per machine. */
@NullMarked
package io.ringwatch.demo.world;

import org.jspecify.annotations.NullMarked;
