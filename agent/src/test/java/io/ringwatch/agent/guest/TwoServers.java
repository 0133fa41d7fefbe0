package io.ringwatch.agent.guest;

import io.ringwatch.agent.config.ConfigFaults;
import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.config.RingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A ring of two, the description of its original servers, and where ftp has its procedure. */
final class TwoServers {
    static final String ORIGINAL =
            """
            <domain type='qemu'>
              <name>original</name>
              <memory unit='MiB'>256</memory>
              <devices><interface type='bridge'><source bridge='x'/></interface></devices>
            </domain>
            """;

    private TwoServers() {}

    static RingConfig in(Path directory) throws IOException, ConfigFaults {
        Files.writeString(directory.resolve("original.xml"), ORIGINAL);
        return RingFile.parse(
                        "ring.yaml",
                        """
                        ring: lab
                        insecure: true
                        defaults: {gateway: 10.9.0.254, type: CPU, isolation: drop}
                        driver-options: {original: %1$s/original.xml}
                        servers:
                         - {number: 1, name: one, service-address: 10.9.0.1,
                            management-address: 10.8.0.1, mac: "02:00:00:00:00:01",
                            vips: [10.9.0.101], procedure: /p, services: [sshd]}
                         - {number: 2, name: ftp, service-address: 10.9.0.2,
                            management-address: 10.8.0.2, mac: "02:00:00:00:00:02",
                            vips: [10.9.0.102], procedure: %1$s/ftp, services: [vsftpd]}
                        """
                                .formatted(directory))
                .config();
    }
}
