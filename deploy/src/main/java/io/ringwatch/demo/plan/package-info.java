/** What a demonstration consists of: servers, addresses, ports, directories, and what to break. */
@NullMarked
package io.ringwatch.demo.plan;

import org.jspecify.annotations.NullMarked;
