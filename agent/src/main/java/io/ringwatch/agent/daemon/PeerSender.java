package io.ringwatch.agent.daemon;

import io.ringwatch.message.Message;

/** Sends messages to other members over both networks. */
interface PeerSender {
    /** Sends, or drops if it cannot. Never blocks; any thread. */
    void send(int to, Message message);
}
