package io.ringwatch.agent.peers;

import io.netty.buffer.ByteBuf;

/**
 * The answer to a hello. Its form is the same in every wire version.
 *
 * @param refusal why the connection is refused, empty for a welcome
 * @param epoch of the answering member
 */
record Answer(String refusal, long epoch) {
    static final String WELCOME = "";

    boolean isWelcome() {
        return refusal.isEmpty();
    }

    void write(ByteBuf out) {
        Wire.writeText(out, refusal);
        out.writeLong(epoch);
    }

    static Answer read(ByteBuf in) throws UnreadableException {
        var answer = new Answer(Wire.readText(in), Wire.readLong(in));
        Wire.needEnd(in);
        return answer;
    }
}
