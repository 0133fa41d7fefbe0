/**
 * Takeover, proof, revival and hand-back of a separated server, and the hosting of virtual servers.
 */
@NullMarked
package io.ringwatch.recovery;

import org.jspecify.annotations.NullMarked;
