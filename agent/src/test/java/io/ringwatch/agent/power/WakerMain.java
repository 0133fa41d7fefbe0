package io.ringwatch.agent.power;

import io.ringwatch.agent.config.RingFile;
import io.ringwatch.agent.drivers.DriverException;

/** Wakes server 2 of a ring from server 1, whose management-address is the argument. */
final class WakerMain {
    private WakerMain() {}

    public static void main(String[] arguments) throws Exception {
        String ring =
                """
                ring: lab
                insecure: true
                defaults: {gateway: 10.9.0.254, type: CPU, isolation: drop}
                servers:
                  - {number: 1, name: one, service-address: 10.9.0.1, management-address: %s,
                     mac: "02:00:00:00:00:01", vips: [10.9.0.100], procedure: /p, services: [sshd]}
                  - {number: 2, name: two, service-address: 10.9.0.2, management-address: 10.8.0.2,
                     mac: "02:00:00:00:00:02", vips: [10.9.0.200], procedure: /p, services: [sshd]}
                """
                        .formatted(arguments[0]);
        try {
            new WakeOnLan(RingFile.parse("ring.yaml", ring).config(), 1).wake(2);
            System.out.println("0 sent");
        } catch (DriverException e) {
            System.out.println("0 failed " + e.getMessage());
        }
    }
}
