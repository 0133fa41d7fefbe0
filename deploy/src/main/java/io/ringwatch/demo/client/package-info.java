/** The clients: attempts that do not wait for each other, and what they saw. */
@NullMarked
package io.ringwatch.demo.client;

import org.jspecify.annotations.NullMarked;
