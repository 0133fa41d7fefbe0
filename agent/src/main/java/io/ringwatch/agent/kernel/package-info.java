/** What only the kernel can do and Java cannot ask for: libnftables and packet sockets, by JNA. */
@NullMarked
package io.ringwatch.agent.kernel;

import org.jspecify.annotations.NullMarked;
