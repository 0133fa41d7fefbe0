/** The tables of the papers, reproduced with the papers' parameters beside the papers' figures. */
@NullMarked
package io.ringwatch.sim.paper;

import org.jspecify.annotations.NullMarked;
