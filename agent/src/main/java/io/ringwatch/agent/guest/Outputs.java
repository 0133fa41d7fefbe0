package io.ringwatch.agent.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what the newest installation of each virtual server said. */
final class Outputs {
    private static final Logger LOG = LoggerFactory.getLogger(Outputs.class);

    private final Path directory;

    Outputs(Path directory) {
        this.directory = directory;
    }

    void keep(String virtualServer, String output) {
        Path file = directory.resolve(virtualServer + ".output");
        try {
            Files.createDirectories(directory);
            Files.writeString(file, output);
        } catch (IOException e) {
            LOG.warn("what the installation of {} said is not kept: {}", virtualServer, e);
        }
    }
}
