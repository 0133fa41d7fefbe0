package io.ringwatch.agent.cli;

import io.ringwatch.agent.cli.AgentClient.NoAgentException;
import io.ringwatch.agent.cli.AgentClient.Reply;
import io.ringwatch.agent.json.Json;
import io.ringwatch.agent.status.RingStatus;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringwatch move}. */
@Command(
        name = "move",
        description = {
            "Moves a server's function to a virtual server and back, and shows how long each took.",
            "That is a planned switch-over, and the drill that shows that a real one would work."
        })
final class MoveCommand implements Callable<Integer> {
    @Mixin private final AgentOption agent = new AgentOption();

    @Parameters(paramLabel = "NAME", description = "Name of the server.")
    private String name = "";

    @ArgGroup private final Way way = new Way();

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            description = "Longest time for each direction (default: ${DEFAULT-VALUE}).",
            defaultValue = "120")
    private int limitSeconds = 120;

    @Option(names = "--json", description = "The result as JSON, the steps on standard error.")
    private boolean json;

    /** Which of the two directions; both without an option. */
    static final class Way {
        @Option(names = "--stay", description = "Leave it on the virtual server.")
        private boolean stay;

        @Option(names = "--back", description = "Only bring it back.")
        private boolean back;
    }

    @Override
    public Integer call() {
        if (limitSeconds < 1 || limitSeconds > 3600) {
            throw new CliException(ExitCodes.BAD_INPUT, "--limit is from 1 to 3600 seconds");
        }
        AgentClient client = agent.client();
        var move = new Move(client, name, limitSeconds, json ? System.err : System.out);
        var result = new LinkedHashMap<String, Object>();
        result.put("schema", RingStatus.SCHEMA);
        result.put("server", name);
        try {
            if (!way.back) {
                move.ordered();
                order(client, "move");
                Move.Result moved = move.away();
                result.put("virtualServer", moved.virtualServer());
                result.put("host", moved.host());
                result.put("movedMs", moved.tookMs());
            }
            if (!way.stay) {
                move.ordered();
                order(client, "move_back");
                result.put("backMs", move.back().tookMs());
            }
        } catch (NoAgentException e) {
            throw AgentOption.noAgent(e);
        }
        if (json) {
            System.out.print(Json.pretty(result));
        }
        return ExitCodes.OK;
    }

    private void order(AgentClient client, String kind) throws NoAgentException {
        Reply reply = Orders.send(client, kind, java.util.List.of(name), false);
        if (reply.status() == 400 || reply.status() == 404) {
            throw new CliException(ExitCodes.BAD_INPUT, reply.body().strip());
        }
        if (reply.status() != 200 && reply.status() != 202) {
            throw new CliException(ExitCodes.FAILED, reply.body().strip());
        }
    }
}
