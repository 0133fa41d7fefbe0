package io.ringwatch.agent.config;

import java.util.HashMap;
import java.util.Map;

/** What must be different among all members of a ring. */
final class RingClaims {
    private final FaultList faults;
    private final Claims numbers;
    private final Claims names;
    private final Claims macs;
    private final Map<String, Use> addresses = new HashMap<>();

    RingClaims(FaultList faults) {
        this.faults = faults;
        this.numbers = new Claims(faults);
        this.names = new Claims(faults);
        this.macs = new Claims(faults);
    }

    Claims numbers() {
        return numbers;
    }

    Claims names() {
        return names;
    }

    Claims macs() {
        return macs;
    }

    /** An address of a machine's own. */
    void address(String ip, int line, String key) {
        Addresses.faultOfIp(ip).ifPresent(rule -> faults.add(line, key, '"' + ip + '"', rule));
        take(ip, new Use(line, key, false));
    }

    /** An address that moves among machines. */
    void vip(String ip, int line, String key) {
        Addresses.faultOfVip(ip).ifPresent(rule -> faults.add(line, key, '"' + ip + '"', rule));
        take(Addresses.plain(ip), new Use(line, key, true));
    }

    private void take(String ip, Use use) {
        Use earlier = addresses.putIfAbsent(ip, use);
        if (earlier == null) {
            return;
        }
        String rule =
                earlier.vip() == use.vip()
                        ? "already used by "
                        : "a virtual IP must not be the address of a machine, and this is also ";
        faults.add(
                use.line(),
                use.key(),
                '"' + ip + '"',
                rule + earlier.key() + " on line " + earlier.line());
    }

    /**
     * @param line where it stands
     * @param key under which key
     * @param vip whether it is a virtual address
     */
    private record Use(int line, String key, boolean vip) {}
}
