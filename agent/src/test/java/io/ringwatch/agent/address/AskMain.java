package io.ringwatch.agent.address;

import java.time.Duration;
import java.util.List;

/** Asks for a VIP again and again from the interface of that name, and claims nothing. */
final class AskMain {
    private AskMain() {}

    public static void main(String[] args) throws Exception {
        var wire = new EthernetWire(Lan.named(args[0]));
        System.out.println(System.nanoTime() + " asks");
        while (true) {
            wire.holderOf(
                    List.of(Vip.of(args[1])), Duration.ofMillis(50), mac -> true, mac -> true);
        }
    }
}
