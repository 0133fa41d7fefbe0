package io.ringwatch.agent.peers;

import io.ringwatch.codec.RecordCodec;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Network;

/** Takes the first copy of what members send. Called on the event loop, so it must not block. */
@FunctionalInterface
public interface Receiver {
    /**
     * A payload from a member whose number the connection vouches for.
     *
     * @throws UnreadableException if it is no message; the connection is then closed and counted
     */
    void received(int from, Network network, byte[] payload) throws UnreadableException;

    /** A receiver that decodes payloads. */
    static Receiver ofMessages(MessageReceiver messages) {
        return (from, network, payload) -> {
            Message message;
            try {
                message = RecordCodec.decode(Message.class, payload);
            } catch (IllegalArgumentException e) {
                throw new UnreadableException("no message: " + e.getMessage(), e);
            }
            messages.received(from, network, message);
        };
    }

    /** Takes decoded messages. */
    @FunctionalInterface
    interface MessageReceiver {
        /** A message from a member whose number the connection vouches for. */
        void received(int from, Network network, Message message);
    }
}
