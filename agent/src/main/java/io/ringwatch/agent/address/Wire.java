package io.ringwatch.agent.address;

import io.ringwatch.agent.kernel.KernelException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

/** Where claims are looked for and announced. */
interface Wire {
    /**
     * Asks who has these VIPs, several times within the given time (RFC 5227, fast), and listens.
     *
     * @param holders hardware addresses, small letters, of those who may have them
     * @param askers of those who may ask for them, too: whoever only looks ahead claims nothing
     * @return who else has one, or is about to claim one, if anybody
     */
    Optional<String> holderOf(
            Collection<Vip> vips,
            Duration time,
            Predicate<String> holders,
            Predicate<String> askers)
            throws KernelException;

    /**
     * Says once where these VIPs are.
     *
     * @param guest the guest that has them; empty if we do
     */
    void announce(Collection<Vip> vips, Optional<GuestPort> guest) throws KernelException;
}
