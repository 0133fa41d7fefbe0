package io.ringwatch.agent.cli;

import io.ringwatch.agent.cli.AgentClient.NoAgentException;
import io.ringwatch.agent.cli.AgentClient.Reply;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Puts commands for an agent into words. */
final class Orders {
    /** An edit is given up after 20 s by the member, and it says so; wait for that. */
    static final Duration WAIT = Duration.ofSeconds(25);

    private Orders() {}

    /**
     * Sends a command.
     *
     * @param servers names, or only {@code *} for all
     */
    static Reply send(AgentClient client, String kind, List<String> servers, boolean json)
            throws NoAgentException {
        return send(client, kind, servers, "", json);
    }

    /**
     * Sends a command with more in it.
     *
     * @param more further members of its JSON, each behind a comma
     */
    static Reply send(
            AgentClient client, String kind, List<String> servers, String more, boolean json)
            throws NoAgentException {
        for (String server : servers) {
            if (!server.matches("[A-Za-z0-9-]{1,63}|\\*")) {
                throw new CliException(ExitCodes.BAD_INPUT, "not a server's name: " + server);
            }
        }
        String names = servers.stream().map(s -> '"' + s + '"').collect(Collectors.joining(", "));
        String body = "{\"kind\": \"" + kind + "\", \"servers\": [" + names + "]" + more + "}";
        String target = "/v1/commands?wait=" + WAIT.toSeconds() + "&" + Answers.format(json);
        return client.post(target, body, WAIT);
    }
}
