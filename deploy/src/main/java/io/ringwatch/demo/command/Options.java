package io.ringwatch.demo.command;

import io.ringwatch.demo.plan.Breakage;
import io.ringwatch.demo.plan.PlannedServer;
import java.util.List;

/**
 * What a run is asked to do.
 *
 * @param servers the servers, without the witness
 * @param breakage what to break
 * @param profile paper, default or fast
 * @param fence whether the servers have power fences
 * @param witness whether there is a witness
 * @param json whether standard output is for one JSON object
 * @param keep whether to stay up afterwards
 * @param driverOptions further options of the drivers
 */
record Options(
        List<PlannedServer> servers,
        Breakage breakage,
        String profile,
        boolean fence,
        boolean witness,
        boolean json,
        boolean keep,
        java.util.Map<String, String> driverOptions) {}
