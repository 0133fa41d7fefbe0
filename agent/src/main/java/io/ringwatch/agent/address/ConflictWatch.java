package io.ringwatch.agent.address;

import io.ringwatch.agent.kernel.KernelException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Listens for other machines that say that they have a VIP. One thread per family of addresses,
 * which sleeps in the kernel until a neighbour says anything.
 */
final class ConflictWatch implements AutoCloseable {
    /** How soon it notices that it is closed. */
    private static final Duration LISTEN = Duration.ofMillis(500);

    private final Lan lan;
    private final List<Vip> vips;
    private final BiConsumer<Vip, String> told;
    private final Troubles troubles;
    private volatile boolean closed;

    /**
     * @param vips all VIPs that may ever be held here
     * @param told gets the VIP and the hardware address of who says that it has it
     */
    ConflictWatch(Lan lan, List<Vip> vips, BiConsumer<Vip, String> told, Troubles troubles) {
        this.lan = lan;
        this.vips = vips;
        this.told = told;
        this.troubles = troubles;
    }

    void start() {
        for (List<Vip> some : Vip.byFamily(vips)) {
            String name = some.get(0).isIpv6() ? "vip-listen6" : "vip-listen4";
            var thread = new Thread(() -> listen(some), name);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void listen(List<Vip> some) {
        Frames frames = Frames.of(some.get(0).bytes());
        List<byte[]> addresses = some.stream().map(Vip::bytes).toList();
        try (var socket = frames.open(lan)) {
            while (!closed) {
                socket.receive(LISTEN)
                        .ifPresent(
                                frame -> {
                                    for (int i = 0; i < some.size(); i++) {
                                        Vip vip = some.get(i);
                                        frames.claim(lan, addresses.get(i), frame)
                                                .ifPresent(mac -> told.accept(vip, mac));
                                    }
                                });
            }
        } catch (KernelException e) {
            troubles.begin(Troubles.Kind.LISTEN, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
