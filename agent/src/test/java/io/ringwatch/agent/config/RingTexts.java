package io.ringwatch.agent.config;

/** Ring files for tests. */
final class RingTexts {
    private RingTexts() {}

    /** A good ring file of so many servers on loopback. */
    static String of(int servers) {
        var text = new StringBuilder("ring: test\nservers:\n");
        for (int n = 1; n <= servers; n++) {
            text.append(server(n));
        }
        return text.toString();
    }

    /** A good server, ten lines. */
    static String server(int n) {
        int high = n / 250;
        int low = n % 250 + 1;
        return """
                 - number: %1$d
                   name: s%1$d
                   service-address: 127.1.%2$d.%3$d
                   management-address: 127.2.%2$d.%3$d
                   mac: 02:00:00:00:%4$s
                   gateway: 127.0.0.254
                   vips: [127.3.%2$d.%3$d]
                   type: NETWORK
                   services: [vsftpd]
                   procedure: /procedures/s%1$d
               """
                .formatted(n, high, low, "%02x:%02x".formatted(n / 256, n % 256));
    }
}
