/** YAML with line marks and JSON: the one place that knows Jackson. */
@NullMarked
package io.ringwatch.agent.json;

import org.jspecify.annotations.NullMarked;
