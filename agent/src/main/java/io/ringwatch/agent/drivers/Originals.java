package io.ringwatch.agent.drivers;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The suspended original servers of this host. */
public interface Originals {
    /** How things are. */
    Stock stock();

    /**
     * Digests of the installation procedures on this host by server, as they were read last; what
     * is the same on two hosts has the same digest.
     */
    Map<Integer, String> procedures();

    /**
     * Has as many ready as there are to be, and waits for it.
     *
     * @param anew whether those that are ready are made anew, too
     * @throws DriverException if they are not ready within the limit; says why
     */
    void prepare(boolean anew, Duration limit) throws DriverException;

    /**
     * What there is.
     *
     * @param kept paused, saved or cold
     * @param wanted how many are to be ready
     * @param ready those that are
     * @param serving the virtual servers that run here
     * @param trouble why not all are ready; empty if all are
     */
    record Stock(
            String kept, int wanted, List<Ready> ready, List<Serving> serving, String trouble) {
        public Stock {
            ready = List.copyOf(ready);
            serving = List.copyOf(serving);
        }
    }

    /**
     * An original that waits.
     *
     * @param name name of the domain
     * @param lifeMs measured time from resumption to the first answer of its guest agent
     */
    record Ready(String name, long lifeMs) {}

    /**
     * A virtual server.
     *
     * @param name name of the domain
     * @param server number of the server that it stands in for
     * @param port the host's end of its network cable
     */
    record Serving(String name, int server, String port) {}
}
