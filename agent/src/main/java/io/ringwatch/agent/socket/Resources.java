package io.ringwatch.agent.socket;

import io.ringwatch.agent.daemon.AgentDoor;
import io.ringwatch.agent.status.FenceReport;
import io.ringwatch.agent.status.RingStatus;
import io.ringwatch.agent.status.StatusReport;
import io.ringwatch.agent.status.StatusText;
import io.ringwatch.files.FileViews;
import io.ringwatch.files.ManagementFile;
import io.ringwatch.member.MemberView;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What can be asked; docs/socket.md describes it. */
final class Resources {
    private static final String VIRTUAL = "/v1/virtual";
    private static final Map<String, String> INDEX = index();

    private final AgentDoor door;
    private final Complaints complaints;
    private final EventFeed events;
    private final CommandDesk commands;
    private final VirtualDesk virtual;

    /**
     * @param waiting so many requests may wait for events at once
     */
    Resources(AgentDoor door, int waiting, Complaints complaints) {
        this.door = door;
        this.complaints = complaints;
        this.events = new EventFeed(door, waiting);
        this.commands = new CommandDesk(door);
        this.virtual = new VirtualDesk(door);
    }

    private static Map<String, String> index() {
        var index = new LinkedHashMap<String, String>();
        index.put("GET /v1/status", "the whole ring; ?format=text&columns=100&colour=yes");
        index.put(
                "GET /v1/files/{group|operation|separation|heartbeat|problem}",
                "a management file; ?format=text");
        index.put("GET /v1/events", "events; ?since=N&wait=SECONDS&format=text");
        index.put(
                "POST /v1/commands",
                "{\"kind\": \"start|stop|move|move_back|recover|confirm_dead\", \"servers\":"
                        + " [\"ftp\"]}");
        index.put(
                "GET or POST " + VIRTUAL,
                "suspended original servers here; POST makes them ready, ?refresh=yes&wait=SECONDS");
        index.put("GET /v1/metrics", "counters and gauges in the text form of Prometheus");
        return index;
    }

    /**
     * Answers a request.
     *
     * @throws HttpException if it cannot be answered
     */
    Response answer(Request request) throws HttpException {
        String path = request.path();
        if (path.startsWith("/v1/files/")) {
            allow(request, "GET");
            return file(request, path.substring("/v1/files/".length()));
        }
        if (!path.equals(VIRTUAL)) {
            allow(request, path.equals("/v1/commands") ? "POST" : "GET");
        }
        return switch (path) {
            case "/" -> root();
            case "/v1/status" -> status(request);
            case "/v1/events" -> events.answer(request);
            case "/v1/commands" -> commands.answer(request);
            case "/v1/metrics" -> metrics();
            case VIRTUAL -> virtual.answer(request);
            default ->
                    throw new HttpException(
                            404,
                            "no-such-resource",
                            "there is no " + path + "; GET / lists what is");
        };
    }

    private static void allow(Request request, String method) throws HttpException {
        if (!request.method().equals(method)) {
            throw new HttpException(
                    405, "method-not-allowed", request.path() + " understands only " + method);
        }
    }

    private static Response root() {
        var root = new LinkedHashMap<String, Object>();
        root.put("schema", RingStatus.SCHEMA);
        root.put("resources", INDEX);
        return Response.json(200, root);
    }

    private MemberView view() throws HttpException {
        return door.view()
                .orElseThrow(
                        () ->
                                new HttpException(
                                        503,
                                        "no-view",
                                        "the agent's member did not answer within "
                                                + AgentDoor.VIEW_LIMIT.toSeconds()
                                                + " s: the agent is stalled or stops"));
    }

    private Response status(Request request) throws HttpException {
        MemberView view = view();
        RingStatus status =
                StatusReport.of(door.config(), view, door.now(), door.startedWallMs())
                        .of(virtual.status().orElse(null), fences(), door.problems());
        if (!request.wantsText()) {
            return Response.json(200, status);
        }
        var look =
                new StatusText.Look(
                        (int) request.number("columns", StatusText.COLUMNS, 40, 1000),
                        request.query().getOrDefault("colour", "no").equals("yes"),
                        ZoneId.systemDefault());
        return Response.text(200, StatusText.render(status, look));
    }

    private List<RingStatus.FenceStatus> fences() {
        return door.fences().stream()
                .map(word -> FenceReport.of(door.config().machine(word.server()).name(), word))
                .toList();
    }

    private Response file(Request request, String word) throws HttpException {
        String known =
                Arrays.stream(ManagementFile.values())
                        .map(ManagementFile::word)
                        .collect(Collectors.joining(", "));
        ManagementFile file =
                ManagementFile.ofWord(word)
                        .orElseThrow(
                                () ->
                                        new HttpException(
                                                404,
                                                "no-such-file",
                                                "there is no file " + word + ": one of " + known));
        MemberView view = view();
        var views = new FileViews(door.config().ring(), view.files(), view.heartbeats());
        if (request.wantsText()) {
            return Response.text(200, views.render(file));
        }
        var value = new LinkedHashMap<String, Object>();
        value.put("schema", RingStatus.SCHEMA);
        value.put("file", file.word());
        value.put("version", view.files().version().toString());
        value.put("rows", rows(views, file));
        return Response.json(200, value);
    }

    private static List<?> rows(FileViews views, ManagementFile file) {
        return switch (file) {
            case GROUP -> views.group();
            case OPERATION -> views.operation();
            case SEPARATION -> views.separation();
            case HEARTBEAT -> views.heartbeat();
            case PROBLEM -> views.problem();
        };
    }

    private Response metrics() {
        var counters = new TreeMap<>(door.counters());
        complaints.addTo(counters);
        var text = new StringBuilder();
        counters.forEach(
                (name, value) -> {
                    String metric = "ringwatch_" + name.replaceAll("[^A-Za-z0-9]", "_");
                    text.append("# TYPE ").append(metric).append(" untyped\n");
                    text.append(metric).append(' ').append(value).append('\n');
                });
        Response plain = Response.text(200, text.toString());
        return new Response(
                200, "text/plain; version=0.0.4; charset=utf-8", Map.of(), plain.body());
    }
}
