package io.ringwatch.agent.guest;

import io.ringwatch.agent.guest.HypervisorException.Cause;
import io.ringwatch.agent.json.Json;
import io.ringwatch.agent.json.MalformedTextException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The QEMU guest agent of one guest, in its own protocol. */
final class GuestAgent {
    /** Input of a program up to this size goes with the program itself; libvirt takes 4 MB. */
    static final int INPUT_MAX_BYTES = 2 * 1024 * 1024;

    /** Larger input is written to a file first, so much at a time. */
    private static final int PART_BYTES = 1024 * 1024;

    private final Hypervisor hypervisor;
    private final String name;

    GuestAgent(Hypervisor hypervisor, String name) {
        this.hypervisor = hypervisor;
        this.name = name;
    }

    /** Returns when it answers. */
    void ping(Duration limit) throws HypervisorException {
        ask(limit, "guest-ping", Map.of());
    }

    /**
     * Starts a program with its whole environment.
     *
     * @param input its standard input, at most {@link #INPUT_MAX_BYTES}
     * @return its process id
     */
    long start(List<String> command, Map<String, String> environment, byte[] input, Duration limit)
            throws HypervisorException {
        var arguments = new LinkedHashMap<String, Object>();
        arguments.put("path", command.get(0));
        arguments.put("arg", command.subList(1, command.size()));
        arguments.put(
                "env",
                environment.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
        if (input.length > 0) {
            arguments.put("input-data", coded(input));
        }
        arguments.put("capture-output", true);
        return number(fields(ask(limit, "guest-exec", arguments)).get("pid"));
    }

    /** How a program is doing; that it ended is told once. */
    Status status(long pid, Duration limit) throws HypervisorException {
        Map<?, ?> status = fields(ask(limit, "guest-exec-status", Map.of("pid", pid)));
        boolean ended = Boolean.TRUE.equals(status.get("exited"));
        Object signal = status.get("signal");
        long code = signal != null ? 128 + number(signal) : number(status.get("exitcode"));
        return new Status(ended, (int) code, text(status, "out-data") + text(status, "err-data"));
    }

    /** Writes a file anew. */
    void write(String path, byte[] content, Duration limit) throws HypervisorException {
        long handle = number(ask(limit, "guest-file-open", Map.of("path", path, "mode", "w")));
        for (int at = 0; at < content.length; at += PART_BYTES) {
            byte[] part =
                    Arrays.copyOfRange(content, at, Math.min(content.length, at + PART_BYTES));
            ask(limit, "guest-file-write", Map.of("handle", handle, "buf-b64", coded(part)));
        }
        ask(limit, "guest-file-close", Map.of("handle", handle));
    }

    /** What the agent returns: a mapping, a number, or nothing. */
    private Object ask(Duration limit, String command, Map<String, ?> arguments)
            throws HypervisorException {
        var question = new LinkedHashMap<String, Object>();
        question.put("execute", command);
        if (!arguments.isEmpty()) {
            question.put("arguments", arguments);
        }
        String answer = hypervisor.command(name, Json.pretty(question), limit);
        try {
            Map<?, ?> fields = Json.read(answer, Map.class);
            Object returned = fields.get("return");
            return returned == null ? Map.of() : returned;
        } catch (MalformedTextException e) {
            throw new HypervisorException(
                    Cause.SILENT,
                    "the guest agent of " + name + " answers " + command + " with " + answer,
                    e);
        }
    }

    private static Map<?, ?> fields(Object returned) {
        return returned instanceof Map<?, ?> map ? map : Map.of();
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static String coded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String text(Map<?, ?> fields, String key) {
        return fields.get(key) instanceof String text
                ? new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8)
                : "";
    }

    /**
     * @param exitCode its exit code, 128 more than the signal that ended it
     * @param output what it wrote, until it ended
     */
    record Status(boolean ended, int exitCode, String output) {}
}
