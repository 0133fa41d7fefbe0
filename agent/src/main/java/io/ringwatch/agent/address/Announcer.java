package io.ringwatch.agent.address;

import io.ringwatch.agent.kernel.KernelException;
import io.ringwatch.agent.work.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Announces VIPs that are held here, and nothing that is not. */
final class Announcer {
    /** Kernels, switches and wireless bridges lose single announcements. */
    private static final List<Duration> AFTER =
            List.of(
                    Duration.ZERO,
                    Duration.ofMillis(200),
                    Duration.ofMillis(400),
                    Duration.ofMillis(600),
                    Duration.ofMillis(800),
                    Duration.ofSeconds(5));

    private final Wire wire;
    private final Wire guestWire;
    private final Threads threads;
    private final Predicate<Holding> isUp;
    private final Troubles troubles;

    /**
     * @param isUp whether it is held, and not only wanted
     */
    Announcer(KernelVips.Parts parts, Threads threads, Predicate<Holding> isUp, Troubles troubles) {
        this.wire = parts.wire();
        this.guestWire = parts.guestWire();
        this.threads = threads;
        this.isUp = isUp;
        this.troubles = troubles;
    }

    /** Now, and several times more. */
    void series(Holding holding) {
        AFTER.forEach(delay -> threads.after(delay, () -> say(holding)));
    }

    void once(Holding holding) {
        threads.execute(() -> say(holding));
    }

    private void say(Holding holding) {
        Optional<GuestPort> guest = holding.guest();
        if (!isUp.test(holding) || guest.filter(g -> !g.isKnown()).isPresent()) {
            return;
        }
        try {
            (guest.isPresent() ? guestWire : wire).announce(holding.vips, guest);
            troubles.end(Troubles.Kind.ANNOUNCE);
        } catch (KernelException e) {
            // One that was dropped in this moment is mute, and its announcement with it.
            if (isUp.test(holding)) {
                troubles.begin(Troubles.Kind.ANNOUNCE, String.valueOf(e.getMessage()));
            }
        }
    }
}
