/** Lines of text over loopback: how the processes of the demonstration talk to each other. */
@NullMarked
package io.ringwatch.demo.line;

import org.jspecify.annotations.NullMarked;
