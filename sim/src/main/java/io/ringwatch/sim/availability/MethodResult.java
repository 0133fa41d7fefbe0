package io.ringwatch.sim.availability;

/**
 * What one method came to in a fleet of one size.
 *
 * @param method which
 * @param servers of the fleet
 * @param availability part of the time, 0 to 1, for which a server's clients were served
 * @param outageMinutes per server and year
 * @param outages how long they were
 * @param falseTakeovers takeovers of servers that were well, per server and year
 * @param machinesBought beside the servers themselves
 * @param fencesBought power fences
 * @param worlds of which its outages are composed; 0 for a method that is not the ring
 * @param unfinished worlds among them in which not everything was well again in the end
 */
public record MethodResult(
        Method method,
        int servers,
        Estimate availability,
        Estimate outageMinutes,
        OutageSpread outages,
        Estimate falseTakeovers,
        int machinesBought,
        int fencesBought,
        int worlds,
        int unfinished) {}
