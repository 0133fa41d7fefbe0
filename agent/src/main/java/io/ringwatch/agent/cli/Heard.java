package io.ringwatch.agent.cli;

import io.ringwatch.agent.cli.AgentClient.NoAgentException;
import io.ringwatch.agent.cli.AgentClient.Reply;
import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.json.Json;
import io.ringwatch.agent.json.MalformedTextException;
import io.ringwatch.agent.power.Life;
import io.ringwatch.agent.status.RingStatus;
import io.ringwatch.agent.status.RingStatus.ServerStatus;
import java.util.Objects;
import java.util.OptionalLong;

/** Whom the agent on this machine hears. */
final class Heard {
    private final AgentClient client;

    Heard(AgentClient client) {
        this.client = client;
    }

    /**
     * Whether a server is heard to live after this moment; false without an agent that knows it.
     */
    boolean fromNow(String name, RingConfig config) {
        var life = new Life(() -> ms(name), config.ring().timing().silenceNs(), Life.MARGIN);
        try {
            return life.isHeardFromNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private OptionalLong ms(String name) {
        try {
            Reply reply = client.get("/v1/status?format=json");
            if (reply.status() != 200) {
                return OptionalLong.empty();
            }
            return Json.read(reply.body(), RingStatus.class).server(name).stream()
                    .map(ServerStatus::heardMs)
                    .filter(Objects::nonNull)
                    .mapToLong(Long::longValue)
                    .findFirst();
        } catch (NoAgentException | MalformedTextException e) {
            return OptionalLong.empty();
        }
    }
}
