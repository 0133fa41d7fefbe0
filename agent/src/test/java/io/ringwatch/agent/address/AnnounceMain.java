package io.ringwatch.agent.address;

import java.util.List;
import java.util.Optional;

/** Announces a VIP once from the interface of that name. */
final class AnnounceMain {
    private AnnounceMain() {}

    public static void main(String[] args) throws Exception {
        new EthernetWire(Lan.named(args[0])).announce(List.of(Vip.of(args[1])), Optional.empty());
    }
}
