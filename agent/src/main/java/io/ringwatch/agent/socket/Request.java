package io.ringwatch.agent.socket;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One request.
 *
 * @param method GET, POST, ...
 * @param path path without the query
 * @param query parameters of the query
 * @param accept the header Accept, empty without one
 * @param body the body, empty without one
 */
record Request(String method, String path, Map<String, String> query, String accept, String body) {
    /**
     * @param target path and query as they were sent
     * @throws HttpException if the query is not well formed
     */
    static Request of(String method, String target, String accept, String body)
            throws HttpException {
        // A client may also send the absolute form (RFC 9112, section 3.2.2).
        String local = target.replaceFirst("^http://[^/]*", "");
        int mark = local.indexOf('?');
        String path = mark < 0 ? local : local.substring(0, mark);
        var query = new LinkedHashMap<String, String>();
        if (mark >= 0) {
            for (String pair : local.substring(mark + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                query.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return new Request(method, path.isEmpty() ? "/" : path, query, accept, body);
    }

    private static String decoded(String text) throws HttpException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new HttpException(400, "bad-query", "the query is not well formed: " + text);
        }
    }

    /** Whether text for people is wanted instead of JSON. */
    boolean wantsText() {
        String format = query.getOrDefault("format", "");
        return format.equals("text") || (format.isEmpty() && accept.startsWith("text/plain"));
    }

    /**
     * A number of the query.
     *
     * @throws HttpException if it is none, or not within the limits
     */
    long number(String name, long preset, long min, long max) throws HttpException {
        String text = query.get(name);
        if (text == null) {
            return preset;
        }
        OptionalLong value =
                text.matches("[0-9]{1,18}")
                        ? OptionalLong.of(Long.parseLong(text))
                        : OptionalLong.empty();
        if (value.isEmpty() || value.getAsLong() < min || value.getAsLong() > max) {
            throw new HttpException(
                    400,
                    "bad-query",
                    name + "=" + text + " is not a whole number from " + min + " to " + max);
        }
        return value.getAsLong();
    }
}
