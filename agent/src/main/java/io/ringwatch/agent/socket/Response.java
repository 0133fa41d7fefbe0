package io.ringwatch.agent.socket;

import io.ringwatch.agent.json.Json;
import io.ringwatch.agent.status.RingStatus;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One answer.
 *
 * @param status HTTP status
 * @param type content type
 * @param headers further headers
 * @param body the content
 */
record Response(int status, String type, Map<String, String> headers, String body) {
    private static final Map<Integer, String> REASONS =
            Map.ofEntries(
                    Map.entry(200, "OK"),
                    Map.entry(202, "Accepted"),
                    Map.entry(400, "Bad Request"),
                    Map.entry(404, "Not Found"),
                    Map.entry(405, "Method Not Allowed"),
                    Map.entry(408, "Request Timeout"),
                    Map.entry(409, "Conflict"),
                    Map.entry(411, "Length Required"),
                    Map.entry(413, "Content Too Large"),
                    Map.entry(431, "Request Header Fields Too Large"),
                    Map.entry(500, "Internal Server Error"),
                    Map.entry(503, "Service Unavailable"),
                    Map.entry(505, "HTTP Version Not Supported"));

    static Response json(int status, Object value) {
        return new Response(status, "application/json", Map.of(), Json.pretty(value));
    }

    static Response text(int status, String text) {
        return new Response(status, "text/plain; charset=utf-8", Map.of(), text);
    }

    static Response error(HttpException error, boolean asText) {
        if (asText) {
            return text(error.status(), error.getMessage() + "\n");
        }
        var detail = new LinkedHashMap<String, Object>();
        detail.put("status", error.status());
        detail.put("code", error.code());
        detail.put("text", error.getMessage());
        var value = new LinkedHashMap<String, Object>();
        value.put("schema", RingStatus.SCHEMA);
        value.put("error", detail);
        return json(error.status(), value);
    }

    Response with(String header, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Response(status, type, all, body);
    }

    /** Head and body as they are sent; the connection ends with it. */
    byte[] bytes() {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder("HTTP/1.1 ");
        head.append(status).append(' ').append(REASONS.getOrDefault(status, "Error"));
        head.append("\r\nContent-Type: ").append(type);
        head.append("\r\nContent-Length: ").append(content.length);
        headers.forEach((name, value) -> head.append("\r\n" + name + ": " + value));
        head.append("\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        var whole = java.util.Arrays.copyOf(start, start.length + content.length);
        System.arraycopy(content, 0, whole, start.length, content.length);
        return whole;
    }
}
