/**
 * What happened, for people and programs: the system log of the paper's fig. 14 and the recent
 * events.
 */
@NullMarked
package io.ringwatch.agent.systemlog;

import org.jspecify.annotations.NullMarked;
