package io.ringwatch.deploy.lab;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.json.Json;
import io.ringwatch.agent.json.MalformedTextException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;

/** A lab of six servers, or of the first of them, with this build's package, and its clients. */
final class TestLab {
    static final List<String> SERVERS = List.of("mail", "ftp", "web1", "web2", "proxy", "login");

    /** However slow the machine is: what has not happened by then does not happen. */
    static final Duration LIMIT = Duration.ofSeconds(180);

    private static final int UP_LIMIT_SECONDS = 300;
    private static final Path DEB = Path.of(System.getProperty("ringwatch.deb"));

    /** What the lab's state file holds of its keeper, process 1 of all that is in it. */
    private record State(long keeper) {}

    private final LabTool tool = new LabTool("it-" + ProcessHandle.current().pid());
    private final Thread downAtExit = new Thread(this::downQuietly);
    private final Path run = Path.of("/run/ringwatch-lab", tool.name());
    private final Path disks = Path.of("/var/lib/ringwatch-lab", tool.name());
    private final Clients clients;
    private final List<String> servers;

    private TestLab(int size, List<String> options) throws Exception {
        servers = SERVERS.subList(0, size);
        Runtime.getRuntime().addShutdownHook(downAtExit);
        var words = new ArrayList<String>();
        words.addAll(
                List.of(
                        "up",
                        "--servers=" + size,
                        "--profile=fast",
                        "--boot=2s",
                        "--package=" + DEB,
                        "--limit=" + UP_LIMIT_SECONDS + "s",
                        "--timing=restart-seen=15s",
                        // An agent that is killed is back within it.
                        "--timing=lease=3s",
                        // An emulated sshd takes half a second to answer, on an idle machine.
                        "--timing=service-examination=3s",
                        "--timing=interval=3s",
                        "--keep"));
        words.addAll(options);
        LabTool.Ran up = tool.run(UP_LIMIT_SECONDS + 30, words.toArray(String[]::new));
        System.out.print(up.text());
        if (up.code() != 0) {
            System.out.println(said());
            downQuietly();
        }
        assertEquals(0, up.code(), "lab up");
        clients = new Clients(inClient());
    }

    /** Brings one up, and waits until it is as it has to be between tests. */
    static TestLab up() throws Exception {
        return up(SERVERS.size(), List.of());
    }

    /**
     * @param size so many servers
     * @param options further ones of {@code lab up}
     */
    static TestLab up(int size, List<String> options) throws Exception {
        var lab = new TestLab(size, options);
        try {
            lab.awaitAsAtFirst();
            return lab;
            // Checkstyle: IllegalCatch, because whatever happened, nothing must be left of it.
        } catch (Exception | AssertionError e) {
            lab.down();
            throw e;
        }
    }

    /** The command that runs another one in the client, before that one's own words. */
    List<String> inClient() throws IOException, MalformedTextException {
        State state = Json.read(Files.readString(run.resolve("lab.json")), State.class);
        String client = Files.readString(run.resolve("client.pid")).strip();
        var words = new ArrayList<String>();
        words.addAll(List.of("nsenter", "--target", Long.toString(state.keeper())));
        words.addAll(List.of("--pid", "--mount", "--net", "--ipc", "--"));
        words.addAll(List.of("nsenter", "--target", client, "--net", "--"));
        return words;
    }

    /** The names of its servers, in the order of the ring. */
    List<String> servers() {
        return servers;
    }

    LabTool tool() {
        return tool;
    }

    Clients clients() {
        return clients;
    }

    /** Files that all servers and guests see as /srv/data. */
    Path data() {
        return disks.resolve("data");
    }

    LabStatus status() throws Exception {
        return Json.read(tool.good("status", "--json"), LabStatus.class);
    }

    /** What a server's command line says that must be done. */
    String ringwatch(String server, String... words) throws Exception {
        return tool.good(inServer(server, words));
    }

    /** What a server's command line says, whatever comes of it. */
    String answer(String server, String... words) throws Exception {
        return tool.run(inServer(server, words)).text();
    }

    private static String[] inServer(String server, String... words) {
        var line = new ArrayList<>(List.of("exec", server, "ringwatch"));
        line.addAll(List.of(words));
        return line.toArray(String[]::new);
    }

    /** Runs a script in a server. */
    String shell(String server, String script) throws Exception {
        return tool.good("exec", server, "sh", "-c", script);
    }

    /** What the agents of some servers told since a moment. */
    Story story(long sinceMs, String... servers) throws Exception {
        var answers = new ArrayList<Story.Answer>();
        for (String server : servers) {
            answers.add(Json.read(ringwatch(server, "events", "--json"), Story.Answer.class));
        }
        return Story.of(answers, sinceMs);
    }

    /** Waits until a service is served to the client by that machine. */
    void awaitServedBy(String service, String machine) throws Exception {
        long since = System.currentTimeMillis();
        if (service.equals("login")) {
            expect("login served by " + machine, () -> whoServesLogin().equals(machine));
        } else {
            expect(
                    service + " served by " + machine,
                    () -> clients.servedBy(service, since).equals(machine));
        }
    }

    /** Waits until a service was served to the client by that machine since then. */
    void awaitOnceServedBy(String service, String machine, long sinceMs) {
        expect(
                service + " served by " + machine,
                () -> clients.servers(service, sinceMs).contains(machine));
    }

    private String whoServesLogin() throws Exception {
        var line = new ArrayList<>(inClient());
        line.addAll(List.of("ssh", "-i", run.resolve("procedures/client_key").toString()));
        for (String option :
                List.of(
                        "StrictHostKeyChecking=no",
                        "UserKnownHostsFile=/dev/null",
                        "LogLevel=ERROR",
                        "BatchMode=yes",
                        "ConnectTimeout=3")) {
            line.addAll(List.of("-o", option));
        }
        line.addAll(List.of("root@172.21.14.206", "hostname"));
        return LabTool.process(15, line).text().strip();
    }

    /** Waits until the files say who has a server's VIPs; that one. */
    String awaitHostOf(String server) throws Exception {
        expect(
                "host of " + server,
                () -> {
                    String holder = status().of(server).holder();
                    return holder != null && !holder.equals(server);
                });
        return status().of(server).holder();
    }

    void expect(String what, Callable<Boolean> condition) {
        try {
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(500)).until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + what, e);
        }
    }

    /** Fails unless it is so for all of that time. */
    void stays(String what, Duration time, Callable<Boolean> condition) {
        try {
            await().atMost(LIMIT)
                    .during(time)
                    .pollInterval(Duration.ofMillis(500))
                    .until(
                            () -> {
                                assertTrue(condition.call(), "not so any more: " + what);
                                return true;
                            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not so for " + time.toSeconds() + " s: " + what, e);
        }
    }

    /** Heals everything, and waits until it is as it was when the lab had come up. */
    void restore() throws Exception {
        tool.good("heal");
        for (String server : servers) {
            // Whatever was frozen and has not been turned off by a fence.
            tool.run("thaw", server);
        }
        for (LabStatus.Machine machine : status().servers()) {
            if (machine.power().equals("off")) {
                tool.good("on", machine.name());
            }
        }
        recoverGivenUp();
        awaitAsAtFirst();
    }

    /** Servers that were given up, since they were away for too long, are tried once more. */
    private void recoverGivenUp() throws Exception {
        LabStatus status = status();
        if (status.ring() != null) {
            for (Seat seat : status.ring().servers()) {
                if (seat.place().equals("down")) {
                    tool.run(
                            "exec",
                            seat.name().equals("mail") ? "web1" : "mail",
                            "ringwatch",
                            "recover",
                            seat.name());
                }
            }
        }
    }

    private void awaitAsAtFirst() throws Exception {
        expect("every server in the group, with its own VIP", () -> status().isAsAtFirst());
        for (String server : servers) {
            awaitServedBy(server, server);
        }
        for (String server : servers) {
            awaitOriginal(server);
        }
    }

    private void awaitOriginal(String server) throws Exception {
        int seconds = (int) LIMIT.toSeconds();
        String limit = Integer.toString(seconds);
        tool.good(
                seconds + 30, "exec", server, "ringwatch", "virtual", "prepare", "--limit", limit);
    }

    /** What may explain a failure, in not too many lines. */
    String said() throws IOException, InterruptedException {
        var text = new StringBuilder();
        text.append("--- lab status\n").append(tool.run("status").text());
        if (clients != null) {
            text.append("--- clients\n").append(clients.said(servers));
        }
        for (String server : servers) {
            LabTool.Ran events = tool.run(20, "exec", server, "ringwatch", "events");
            text.append("--- ").append(server).append('\n');
            if (events.code() == 0) {
                text.append(end(events.text(), 40));
                text.append(end(tool.run(20, "exec", server, "ringwatch", "status").text(), 20));
            } else {
                text.append(end(tool.run(20, "log", server, "--lines", "25").text(), 100));
            }
        }
        Path log = run.resolve("lab.log");
        if (Files.exists(log)) {
            text.append("--- lab.log\n").append(end(Files.readString(log), 30));
        }
        return text.toString();
    }

    private static String end(String text, int lines) {
        List<String> all = text.lines().toList();
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size())) + "\n";
    }

    private void downQuietly() {
        try {
            tool.run("down");
        } catch (IOException | InterruptedException e) {
            System.out.println("lab down: " + e);
        }
    }

    /** Ends it; fails if anything of it is left. */
    void down() throws Exception {
        clients.end();
        LabTool.Ran down = tool.run("down");
        Runtime.getRuntime().removeShutdownHook(downAtExit);
        assertEquals(0, down.code(), down.text());
        assertTrue(down.text().contains("nothing of it is left"), down.text());
        assertTrue(Files.notExists(run) && Files.notExists(disks), run + ", " + disks);
        String mounts = Files.readString(Path.of("/proc/self/mountinfo"));
        assertTrue(!mounts.contains("/" + tool.name() + "/"), mounts);
    }
}
