package io.ringwatch.demo.client;

import io.ringwatch.demo.plan.RingText;
import io.ringwatch.demo.plan.World;
import io.ringwatch.demo.service.Lines;
import io.ringwatch.demo.world.Switch;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Gets a page, directly or through a proxy, and compares it. */
final class WebTransaction implements Transaction {
    private static final int HEADERS_MAX = 100;

    private final InetSocketAddress vip;
    private final String target;
    private final String content;

    private WebTransaction(InetSocketAddress vip, String target, String content) {
        this.vip = vip;
        this.target = target;
        this.content = content;
    }

    static WebTransaction direct(InetSocketAddress vip, String content) {
        return new WebTransaction(vip, "/", content);
    }

    static WebTransaction proxied(InetSocketAddress vip, World world) {
        return new WebTransaction(vip, RingText.outsideUrl(world), Switch.OUTSIDE_CONTENT);
    }

    @Override
    public void carryOut(Attempt attempt) throws IOException {
        var lines = new Lines(attempt.connect(vip));
        String request =
                "GET "
                        + target
                        + " HTTP/1.1\r\nHost: "
                        + vip.getAddress().getHostAddress()
                        + "\r\nConnection: close\r\n";
        Attempt.exchange(lines, request, "HTTP/1.1 200");
        int headers = 0;
        while (!lines.expect().isEmpty()) {
            if (++headers > HEADERS_MAX) {
                throw new IOException("more than " + HEADERS_MAX + " header lines");
            }
        }
        String body =
                new String(lines.rest().readNBytes(content.length() + 1), StandardCharsets.UTF_8);
        if (!body.equals(content)) {
            throw new IOException("other content: " + body);
        }
    }
}
