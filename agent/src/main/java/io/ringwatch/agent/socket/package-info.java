/** The local socket: HTTP over a Unix domain socket, for commands, scripts and web pages. */
@NullMarked
package io.ringwatch.agent.socket;

import org.jspecify.annotations.NullMarked;
