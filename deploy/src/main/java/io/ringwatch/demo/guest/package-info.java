/** What runs on machines: daemons on real servers, and virtual servers that install a procedure. */
@NullMarked
package io.ringwatch.demo.guest;

import org.jspecify.annotations.NullMarked;
