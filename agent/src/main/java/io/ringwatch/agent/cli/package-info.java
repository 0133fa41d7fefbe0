/** The command line: each command a class, all of them asking an agent through its local socket. */
@NullMarked
package io.ringwatch.agent.cli;

import org.jspecify.annotations.NullMarked;
