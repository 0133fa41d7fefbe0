/**
 * The peer-to-peer method of the thesis, chapter 5: two management servers for each target, with
 * priorities. It is here to be compared with the ring, and nothing that is shipped knows of it.
 */
@NullMarked
package io.ringwatch.sim.paper.p2p;

import org.jspecify.annotations.NullMarked;
