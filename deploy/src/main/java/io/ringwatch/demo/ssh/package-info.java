/**
 * The beginning of SSH's transport layer, RFC 4253: versions, and a key exchange by
 * curve25519-sha256 (RFC 8731) with an ssh-ed25519 host key (RFC 8709), up to the new keys.
 */
@NullMarked
package io.ringwatch.demo.ssh;

import org.jspecify.annotations.NullMarked;
