package io.ringwatch.files;

import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.ring.ServerType;
import io.ringwatch.ring.Timing;
import java.util.ArrayList;
import java.util.List;

/** Rings and files for tests, written as short words. */
final class Rings {
    private static final List<String> NAMES =
            List.of("mail", "ftp", "web1", "web2", "proxy", "login");

    private Rings() {}

    /** A ring of servers 1..n, named as in the paper as far as its names go. */
    static Ring ring(int n, boolean witness) {
        var servers = new ArrayList<Server>();
        for (int number = 1; number <= n; number++) {
            String name = number <= NAMES.size() ? NAMES.get(number - 1) : "s" + number;
            servers.add(
                    new Server(
                            number,
                            name,
                            ServerType.CPU,
                            List.of("172.21.14." + (200 + number)),
                            List.of("httpd"),
                            Isolation.DROP,
                            true,
                            512 * 1024,
                            name + "b",
                            false));
        }
        return new Ring("paper", servers, witness, Timing.standard());
    }

    /**
     * Files with one row per letter: G(roup), R(eviving), D(own), P(arked), for servers 1, 2, ...;
     * a dot is no row.
     */
    static Files files(String places) {
        return files(places, false);
    }

    static Files files(String places, boolean witnessRow) {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < places.length(); i++) {
            if (places.charAt(i) != '.') {
                rows.add(row(i + 1, place(places.charAt(i)), i + 1));
            }
        }
        if (witnessRow) {
            rows.add(row(Ring.WITNESS, Place.WITNESS, Row.NOBODY));
        }
        return new Files(new Version(new Incarnation(1, 1), 5), rows);
    }

    static Row row(int number, Place place, int holder) {
        return new Row(
                number,
                1000 + number,
                2000 + number,
                place,
                holder,
                Row.NOBODY,
                Version.NONE,
                Reason.NONE,
                1_522_708_875_000L,
                Proof.NONE,
                Row.NOBODY,
                0);
    }

    private static Place place(char letter) {
        return switch (letter) {
            case 'G' -> Place.GROUP;
            case 'R' -> Place.REVIVING;
            case 'D' -> Place.DOWN;
            case 'P' -> Place.PARKED;
            default -> throw new IllegalArgumentException("place " + letter);
        };
    }
}
