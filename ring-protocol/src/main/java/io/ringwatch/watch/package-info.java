/** What a member knows of others and of itself: keepalives, examinations, grants and leases. */
@NullMarked
package io.ringwatch.watch;

import org.jspecify.annotations.NullMarked;
