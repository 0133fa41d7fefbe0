package io.ringwatch.demo.command;

import io.ringwatch.demo.client.Clients;
import io.ringwatch.demo.plan.PlannedServer;
import io.ringwatch.demo.plan.World;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;

/** Whether everything is as it should be: agents, files, VIPs, virtual servers and clients. */
final class Health {
    /** Attempts in a row that must have succeeded. */
    private static final int GOOD_ATTEMPTS = 5;

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);

    private final Stage stage;
    private final Clients clients;
    private final Map<PlannedServer, AgentClient> agents = new LinkedHashMap<>();

    Health(Stage stage, Clients clients, ScheduledExecutorService clock) {
        this.stage = stage;
        this.clients = clients;
        World world = stage.world();
        for (PlannedServer server : world.servers()) {
            agents.put(server, new AgentClient(world.runDir(server).resolve("agent.sock"), clock));
        }
    }

    /** Everything that is not as it should be, one sentence each; empty if all is well. */
    List<String> complaints() {
        var complaints = new ArrayList<String>();
        for (PlannedServer server : stage.world().servers()) {
            machine(server, complaints);
        }
        if (complaints.isEmpty()) {
            agents(complaints);
        }
        holders(complaints);
        for (PlannedServer server : stage.world().realServers()) {
            if (!clients.log(server.number()).isGood(GOOD_ATTEMPTS)) {
                complaints.add("clients of " + server.name() + " miss accesses");
            }
        }
        return complaints;
    }

    private void machine(PlannedServer server, List<String> complaints) {
        try {
            Stage.MachineState state = stage.machine(server);
            if (!state.isOn()) {
                complaints.add(
                        server.name() + " is " + (state.power().equals("OFF") ? "off" : "booting"));
            } else if (state.agentPid() == 0) {
                complaints.add("no agent runs on " + server.name());
            } else if (!state.guests().isEmpty()) {
                complaints.add("a virtual server runs on " + server.name());
            } else if (state.suspended() == 0 && !server.isWitness()) {
                complaints.add("no original server waits on " + server.name());
            }
        } catch (IOException e) {
            complaints.add("the board of " + server.name() + ": " + e.getMessage());
        }
    }

    private void agents(List<String> complaints) {
        String version = "";
        for (Map.Entry<PlannedServer, AgentClient> entry : agents.entrySet()) {
            String name = entry.getKey().name();
            try {
                Seen seen = entry.getValue().get("/v1/status", Seen.class, ANSWER_LIMIT);
                String phase = seen.agent() == null ? "unknown" : seen.agent().phase();
                if (!phase.equals("active")) {
                    complaints.add("the agent of " + name + " is " + phase);
                    continue;
                }
                rows(name, seen, complaints);
                String held = seen.files() == null ? "" : seen.files().version();
                if (version.isEmpty()) {
                    version = held;
                } else if (!version.equals(held)) {
                    complaints.add(name + " holds files of version " + held + ", not " + version);
                }
            } catch (IOException e) {
                complaints.add("the agent of " + name + " does not answer: " + e.getMessage());
            }
        }
    }

    private void rows(String teller, Seen seen, List<String> complaints) {
        for (PlannedServer server : stage.world().realServers()) {
            var member =
                    seen.servers().stream().filter(m -> m.name().equals(server.name())).findFirst();
            if (member.isEmpty() || !member.get().place().equals("group")) {
                complaints.add(teller + " does not see " + server.name() + " in the group");
            } else if (!Objects.equals(member.get().holder(), server.name())) {
                complaints.add(
                        teller
                                + " sees the VIP of "
                                + server.name()
                                + " with "
                                + member.get().holder());
            }
        }
    }

    private void holders(List<String> complaints) {
        try {
            stage.holders()
                    .forEach(
                            (server, machines) -> {
                                if (!machines.equals(Integer.toString(server))) {
                                    complaints.add(
                                            "the VIP of "
                                                    + stage.world().server(server).name()
                                                    + " is claimed by "
                                                    + (machines.isEmpty() ? "nobody" : machines));
                                }
                            });
        } catch (IOException e) {
            complaints.add("the switch: " + e.getMessage());
        }
    }
}
