/**
 * Why an agent decided as it did, told from its flight record: for each server the steps of what
 * happened to it, each with what led to it (who was heard when, which examination failed and how,
 * who voted for what, the table of the hosts, what proof). A record knows what its own agent saw;
 * whoever led a recovery knows most about it.
 *
 * <pre>
 *   FlightArchive --steps--> Chronicler --notes--> Chronicle: episodes of each server --> ExplanationText
 *                              | Evidence: who was heard, what was asked, who voted
 *                              | InputWords, MessageWords
 * </pre>
 */
@NullMarked
package io.ringwatch.agent.explain;

import org.jspecify.annotations.NullMarked;
