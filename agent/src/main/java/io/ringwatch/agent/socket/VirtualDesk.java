package io.ringwatch.agent.socket;

import io.ringwatch.agent.daemon.AgentDoor;
import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.drivers.Originals;
import io.ringwatch.agent.status.OriginalsReport;
import io.ringwatch.agent.status.RingStatus;
import io.ringwatch.agent.status.RingStatus.OriginalsStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Shows the suspended original servers of this host, and has them made. */
final class VirtualDesk {
    /** Longest wait until they are ready. */
    private static final long WAIT_MAX_S = 600;

    private static final long WAIT_S = 60;

    private final AgentDoor door;

    VirtualDesk(AgentDoor door) {
        this.door = door;
    }

    /** How things are; empty on a host that has none. */
    Optional<OriginalsStatus> status() {
        return door.originals().map(o -> OriginalsReport.of(door.config(), o));
    }

    Response answer(Request request) throws HttpException {
        Originals originals =
                door.originals()
                        .orElseThrow(
                                () ->
                                        new HttpException(
                                                409,
                                                "no-virtual-servers",
                                                "no virtual servers here: the ring file has no"
                                                        + " driver-options.original"));
        return switch (request.method()) {
            case "GET" -> shown(request, originals);
            case "POST" -> prepared(request, originals);
            default ->
                    throw new HttpException(
                            405,
                            "method-not-allowed",
                            request.path() + " understands only GET and POST");
        };
    }

    private Response prepared(Request request, Originals originals) throws HttpException {
        long waitS = request.number("wait", WAIT_S, 1, WAIT_MAX_S);
        boolean anew = request.query().getOrDefault("refresh", "no").equals("yes");
        try {
            originals.prepare(anew, Duration.ofSeconds(waitS));
            return shown(request, originals);
        } catch (DriverException e) {
            throw new HttpException(409, "not-ready", String.valueOf(e.getMessage()));
        }
    }

    private Response shown(Request request, Originals originals) {
        OriginalsStatus status = OriginalsReport.of(door.config(), originals);
        if (request.wantsText()) {
            return Response.text(200, OriginalsReport.text(status));
        }
        var value = new LinkedHashMap<String, Object>();
        value.put("schema", RingStatus.SCHEMA);
        value.put("originals", status);
        return Response.json(200, value);
    }
}
