/** Drives the demonstration's world: claims at the switch, machines and fences by their boards. */
@NullMarked
package io.ringwatch.demo.drivers;

import org.jspecify.annotations.NullMarked;
