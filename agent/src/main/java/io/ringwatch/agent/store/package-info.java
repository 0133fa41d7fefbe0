/**
 * What survives an agent: the management files and heartbeats on the memory disk (Chronicle Map;
 * the only package that imports net.openhft), and the vote record on a real disk. Both give back a
 * whole value or none, whenever their writer was killed and whatever became of the file.
 */
@NullMarked
package io.ringwatch.agent.store;

import org.jspecify.annotations.NullMarked;
