package io.ringwatch.agent.daemon;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.metrics.Counters;
import io.ringwatch.agent.peers.ListenException;
import io.ringwatch.agent.peers.PeerCounters;
import io.ringwatch.agent.peers.Peers;
import io.ringwatch.agent.peers.Receiver;
import io.ringwatch.member.Input;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Network;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The other members, as the member sees them: messages go out, messages come in as inputs. */
final class PeerLink implements PeerSender, AutoCloseable {
    private final Peers peers;

    PeerLink(RingConfig config, int self, Consumer<Input> member, Counters counters) {
        var traffic = new PeerCounters();
        peers =
                new Peers(
                        config,
                        self,
                        Receiver.ofMessages(
                                (from, network, message) ->
                                        member.accept(new Input.Received(from, network, message))),
                        traffic);
        for (Network network : Network.values()) {
            String name = "peers." + network.name().toLowerCase(Locale.ROOT);
            counters.gauge(name + ".sent.bytes", () -> traffic.bytesSent(network));
            counters.gauge(name + ".sent.messages.count", () -> traffic.messagesSent(network));
            counters.gauge(name + ".received.bytes", () -> traffic.bytesReceived(network));
            counters.gauge(
                    name + ".received.messages.count", () -> traffic.messagesReceived(network));
        }
        counters.gauge("peers.duplicates.count", traffic::duplicates);
        counters.gauge("peers.dropped.count", traffic::dropped);
        counters.gauge("peers.refused.count", traffic::refused);
        counters.gauge("peers.garbage.count", traffic::garbage);
        counters.gauge("peers.silent.count", traffic::silent);
    }

    void start() throws AgentStartException {
        try {
            peers.start();
        } catch (ListenException e) {
            throw new AgentStartException(ExitCode.NOT_STARTED, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void send(int to, Message message) {
        peers.send(to, message);
    }

    /** What went wrong with whom within the last minute, a line each. */
    List<String> problems() {
        return peers.problems();
    }

    @Override
    public void close() {
        peers.close();
    }
}
