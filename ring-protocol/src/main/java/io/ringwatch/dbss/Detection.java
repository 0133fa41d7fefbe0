package io.ringwatch.dbss;

import io.ringwatch.files.Reason;

/**
 * How a failure was found, for the durations that are reported later.
 *
 * @param reason what is wrong
 * @param detail in words
 * @param detectedNs when the first bad sign was taken as a failure
 * @param reexaminedNs when the second examination confirmed it
 */
public record Detection(Reason reason, String detail, long detectedNs, long reexaminedNs) {}
