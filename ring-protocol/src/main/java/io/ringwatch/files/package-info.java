/**
 * The management files: versioned rows, the edits that change them, and the five views of the
 * paper.
 */
@NullMarked
package io.ringwatch.files;

import org.jspecify.annotations.NullMarked;
