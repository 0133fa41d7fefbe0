package io.ringwatch.simulator.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How what came of it is told: the same options for every command that has figures. */
final class Output {
    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Writes a page with figures, which needs no network.")
    private @Nullable Path report;

    /** Writes a page. */
    interface Writer {
        /** Writes it to that file. */
        void write(Path file) throws IOException;
    }

    boolean json() {
        return json;
    }

    /** Finds out whether a page that was asked for can be written. */
    void check(List<String> errors) {
        Path file = report;
        if (file != null) {
            Asked.writable("--report", file, errors);
        }
    }

    /** Has the page written, if one was asked for. */
    void page(Writer writer) throws IOException {
        Path file = report;
        if (file != null) {
            writer.write(file);
        }
    }
}
