package io.ringwatch.deploy.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program in the lab's client: uses every service again and again, each in a thread of its own,
 * and says what came of it, a line each: {@code MILLISECONDS SERVICE WHO}, or instead of who served
 * {@code -} and why not. Ends with its standard input.
 */
final class ClientProgram {
    private static final int LIMIT_MS = 1500;
    private static final long PAUSE_NS = 300_000_000;

    /** An emulated sshd is busy for half a second with each client. */
    private static final long LOGIN_PAUSE_NS = 3_000_000_000L;

    private static final String PAGE = "GET %s HTTP/1.0\r\nHost: lab\r\nConnection: close\r\n\r\n";

    private ClientProgram() {}

    /**
     * How a service is used.
     *
     * @param request what the client says first, empty if the server does
     * @param who finds in the reply which machine sent it
     */
    private record Use(String service, String vip, int port, String request, Pattern who) {}

    private static final Use[] USES = {
        new Use("mail", "172.21.14.201", 25, "", Pattern.compile("^220 ([a-z0-9]+)\\.")),
        new Use("ftp", "172.21.14.202", 21, "", Pattern.compile("^220 .*served by ([a-z0-9]+)")),
        web("web1", "172.21.14.203"),
        web("web2", "172.21.14.204"),
        new Use(
                "proxy",
                "172.21.14.205",
                3128,
                PAGE.formatted("http://172.21.14.254/"),
                Pattern.compile("^Via: 1.1 ([a-z0-9]+) ")),
        // SSH says who only to whoever logs in.
        new Use("login", "172.21.14.206", 22, "", Pattern.compile("^(SSH)-2.0")),
    };

    private static Use web(String name, String vip) {
        return new Use(
                name, vip, 80, PAGE.formatted("/"), Pattern.compile("^X-Served-By: ([a-z0-9]+)"));
    }

    public static void main(String[] args) throws IOException {
        for (Use use : USES) {
            var thread = new Thread(() -> repeat(use), use.service());
            thread.setDaemon(true);
            thread.start();
        }
        while (System.in.read() >= 0) {
            // Whoever started this is there.
            continue;
        }
    }

    private static void repeat(Use use) {
        while (true) {
            long at = System.currentTimeMillis();
            String who = access(use);
            synchronized (ClientProgram.class) {
                System.out.println(at + " " + use.service() + " " + who);
                System.out.flush();
            }
            LockSupport.parkNanos(use.service().equals("login") ? LOGIN_PAUSE_NS : PAUSE_NS);
        }
    }

    private static String access(Use use) {
        try (var socket = new Socket()) {
            // Closing resets the connection: nothing of it lives on.
            socket.setSoLinger(true, 0);
            socket.setSoTimeout(LIMIT_MS);
            socket.connect(new InetSocketAddress(use.vip(), use.port()), LIMIT_MS);
            socket.getOutputStream().write(use.request().getBytes(StandardCharsets.US_ASCII));
            var reader =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Matcher matcher = use.who().matcher(line);
                if (matcher.find()) {
                    return matcher.group(1);
                }
            }
            return "- nothing of it";
        } catch (IOException e) {
            return "- " + e.getMessage();
        }
    }
}
