package io.ringwatch.sim.availability;

/**
 * What was played of one class of episodes.
 *
 * @param episodes which
 * @param worlds how many were played
 * @param perServerYear how often it came in the histories
 * @param meanOutageS mean outage that one episode meant, summed over the servers, seconds
 * @param deviationS its standard deviation between worlds, seconds
 * @param falseTakeovers in one episode, mean
 * @param unfinished worlds in which not everything was well again in the end
 */
public record ClassResult(
        EpisodeClass episodes,
        int worlds,
        double perServerYear,
        double meanOutageS,
        double deviationS,
        double falseTakeovers,
        int unfinished) {}
