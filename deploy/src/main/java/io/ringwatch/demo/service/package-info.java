/** The services that are protected: small, and real as far as they go. */
@NullMarked
package io.ringwatch.demo.service;

import org.jspecify.annotations.NullMarked;
