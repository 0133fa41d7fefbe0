/** What members say to each other. */
@NullMarked
package io.ringwatch.message;

import org.jspecify.annotations.NullMarked;
