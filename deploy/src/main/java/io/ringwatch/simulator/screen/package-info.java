/** What people see of long computations: progress, Ctrl-C, tables, differences, times in words. */
@NullMarked
package io.ringwatch.simulator.screen;

import org.jspecify.annotations.NullMarked;
