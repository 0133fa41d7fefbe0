/** The host's libvirt; nothing else knows that it is libvirt which runs the virtual servers. */
@NullMarked
package io.ringwatch.agent.libvirt;

import org.jspecify.annotations.NullMarked;
