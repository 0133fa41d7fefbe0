/**
 * What members say to each other, carried over both networks: the first copy counts. The only
 * package that imports Netty.
 *
 * <p>Each member dials every other one on each network and sends on the connections it dialled; it
 * receives on those dialled to it. A connection begins with a {@link io.ringwatch.agent.peers.Hello
 * hello} that is answered by a welcome or by a refusal with its reason. Everything here happens on
 * one event loop, so its state needs no locks.
 */
@NullMarked
package io.ringwatch.agent.peers;

import org.jspecify.annotations.NullMarked;
