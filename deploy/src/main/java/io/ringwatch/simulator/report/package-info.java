/**
 * Results as one HTML page that loads nothing from elsewhere. The only package that knows charts.
 */
@NullMarked
package io.ringwatch.simulator.report;

import org.jspecify.annotations.NullMarked;
