package io.ringwatch.agent.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** HTTP, of a web server or through a proxy: status, and the content if the ring file names one. */
final class HttpProbe implements ServiceProbe {
    private static final int CONTENT_MAX_BYTES = 1024 * 1024;
    private static final int HEADERS_MAX = 100;

    private final int port;
    private final String request;
    private final String host;
    private final String status;
    private final String content;

    private HttpProbe(int port, String request, String host, Map<String, String> options) {
        this.port = port;
        this.request = request;
        this.host = host;
        this.status = options.getOrDefault("status", "200");
        this.content = options.getOrDefault("content", "");
    }

    static HttpProbe direct(int port, Map<String, String> options) {
        String request = "GET " + options.getOrDefault("path", "/");
        return new HttpProbe(port, request, options.getOrDefault("host", ""), options);
    }

    /** Through a proxy: an absolute URI (RFC 9112, section 3.2.2), or a tunnel (section 3.2.3). */
    static HttpProbe proxy(int port, Map<String, String> options) {
        String tunnel = options.getOrDefault("connect", "");
        if (!tunnel.isEmpty()) {
            return new HttpProbe(port, "CONNECT " + tunnel, tunnel, options);
        }
        String url = options.getOrDefault("url", "");
        String host = url.replaceFirst("^[a-z]+://", "").replaceFirst("/.*$", "");
        return new HttpProbe(port, "GET " + url, host, options);
    }

    @Override
    public Finding examine(String address, Duration limit) {
        String here = address.indexOf(':') < 0 ? address : "[" + address + "]";
        String hostHeader = host.isEmpty() ? here : host;
        return TcpExamination.hold(address, port, limit, talk -> talk(talk, hostHeader));
    }

    private void talk(Conversation conversation, String hostHeader) throws IOException {
        conversation.send(
                request
                        + " HTTP/1.1\r\nHost: "
                        + hostHeader
                        + "\r\nUser-Agent: ringwatch\r\nConnection: close\r\n\r\n");
        String line = conversation.line();
        if (!line.matches("HTTP/1\\.[01] " + status + "( .*)?")) {
            throw UnexpectedReplyException.of(line, "HTTP/1.1 " + status);
        }
        if (!content.isEmpty()) {
            skipHeaders(conversation);
            find(conversation);
        }
    }

    private static void skipHeaders(Conversation conversation) throws IOException {
        for (int i = 0; i < HEADERS_MAX; i++) {
            if (conversation.line().isEmpty()) {
                return;
            }
        }
        throw new UnexpectedReplyException("more than " + HEADERS_MAX + " header lines");
    }

    /** Reads only until the content has come: a server may keep the connection open after it. */
    private void find(Conversation conversation) throws IOException {
        var text = new StringBuilder();
        for (int c = conversation.read(); c >= 0; c = conversation.read()) {
            text.append((char) c);
            int tail = text.length() - content.length();
            if (tail >= 0 && text.indexOf(content, tail) == tail) {
                return;
            }
            if (text.length() == CONTENT_MAX_BYTES) {
                break;
            }
        }
        throw UnexpectedReplyException.of(text.toString(), content);
    }
}
