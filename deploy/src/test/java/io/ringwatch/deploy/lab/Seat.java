package io.ringwatch.deploy.lab;

/**
 * A server as {@code status} has it.
 *
 * @param place group, separation, ...
 * @param holder who has its VIPs, null if nobody has
 * @param virtualServer what stands in for it, null if nothing does
 */
record Seat(
        int number,
        String name,
        String place,
        boolean well,
        String holder,
        String virtualServer,
        String proof) {
    /** Well, in the group, and with its own VIPs. */
    boolean isAsAtFirst() {
        return "group".equals(place) && well && name.equals(holder);
    }

    boolean isServer() {
        return number != 0;
    }
}
