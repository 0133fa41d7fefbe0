/**
 * Examinations of services and of the network, each with a hard limit on its whole duration.
 *
 * <p>Kinds and their options, as in the ring file:
 *
 * <ul>
 *   <li>{@code tcp}: {@code expect} (text that the first line must begin with)
 *   <li>{@code smtp}, {@code pop3}, {@code imap}, {@code ssh}: none
 *   <li>{@code ftp}: {@code user} (then {@code password}), {@code retr} (file to fetch; logs in as
 *       {@code anonymous} unless {@code user} is given), {@code content} (text that the file must
 *       contain)
 *   <li>{@code http}: {@code path}, {@code host}, {@code status}, {@code content}
 *   <li>{@code proxy}: {@code url} (fetched through it) or {@code connect} (HOST:PORT), {@code
 *       status}, {@code content}
 *   <li>{@code command}: {@code command} (executable and arguments; {@code $VIP} and {@code
 *       $ADDRESS} stand for the address that is examined, and are in the environment, too)
 * </ul>
 */
@NullMarked
package io.ringwatch.agent.probe;

import org.jspecify.annotations.NullMarked;
