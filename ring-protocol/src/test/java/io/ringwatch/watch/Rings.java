package io.ringwatch.watch;

import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.ring.ServerType;
import io.ringwatch.ring.Timing;
import java.util.List;
import java.util.stream.IntStream;

/** Rings for the tests of this package. */
final class Rings {
    private Rings() {}

    /** Servers 1..n without a witness, profile fast. */
    static Ring fast(int n) {
        return new Ring(
                "r",
                IntStream.rangeClosed(1, n).mapToObj(Rings::server).toList(),
                false,
                Timing.fast());
    }

    private static Server server(int number) {
        return new Server(
                number,
                "s" + number,
                ServerType.CPU,
                List.of("172.21.14." + number),
                List.of("httpd"),
                Isolation.DROP,
                true,
                1024,
                "b" + number,
                false);
    }
}
