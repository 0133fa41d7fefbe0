package io.ringwatch.simulator.command;

import io.ringwatch.agent.json.Json;
import io.ringwatch.agent.json.MalformedTextException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;

/** What a command says, and with what it ends. */
record Said(int code, String out, String err) {
    static Said by(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        var outBytes = new ByteArrayOutputStream();
        var errBytes = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
            int code = new CommandLine(new SimCommand()).execute(arguments);
            return new Said(
                    code,
                    outBytes.toString(StandardCharsets.UTF_8),
                    errBytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> json() throws MalformedTextException {
        return Json.read(out, Map.class);
    }
}
