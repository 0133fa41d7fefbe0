package io.ringwatch.demo.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a web server serves. */
public interface WebContent {
    /** The body at a path, empty if there is none. */
    Optional<byte[]> at(String path) throws IOException;

    /** Files of a directory. */
    static WebContent directory(Path root) {
        return path -> {
            String name = path.endsWith("/") ? path + "index.html" : path;
            Path file = root.resolve(name.replaceFirst("^/+", "")).normalize();
            return file.startsWith(root) && Files.isRegularFile(file)
                    ? Optional.of(Files.readAllBytes(file))
                    : Optional.empty();
        };
    }

    /** The same text everywhere. */
    static WebContent fixed(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return path -> Optional.of(body);
    }
}
