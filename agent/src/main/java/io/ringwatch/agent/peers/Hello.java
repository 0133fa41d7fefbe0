package io.ringwatch.agent.peers;

import io.netty.buffer.ByteBuf;

/**
 * The first frame of a connection: who dials. Magic and wire version come first in every version,
 * so that members of different versions can tell each other so.
 *
 * @param version the dialler's wire version; the rest is empty if it is not {@link Wire#VERSION}
 * @param ring name of its ring
 * @param terms {@link Terms} of its ring file
 * @param fileDigest digest of the text of its ring file
 * @param from its number
 * @param to the number that it wants to reach
 * @param epoch drawn at its start
 * @param sequence number of the last message sent to this member before this connection
 */
record Hello(
        int version,
        String ring,
        long terms,
        long fileDigest,
        int from,
        int to,
        long epoch,
        long sequence) {
    private static final int MAGIC = 0x52696e67; // "Ring"

    void write(ByteBuf out) {
        out.writeInt(MAGIC);
        Wire.writeVarint(out, version);
        Wire.writeText(out, ring);
        out.writeLong(terms);
        out.writeLong(fileDigest);
        Wire.writeVarint(out, from);
        Wire.writeVarint(out, to);
        out.writeLong(epoch);
        Wire.writeVarint(out, sequence);
    }

    static Hello read(ByteBuf in) throws UnreadableException {
        if (Wire.readInt(in) != MAGIC) {
            throw new UnreadableException("does not speak to Ringwatch");
        }
        long version = Wire.readVarint(in);
        if (version != Wire.VERSION) {
            return new Hello((int) version, "", 0, 0, 0, 0, 0, 0);
        }
        var hello =
                new Hello(
                        (int) version,
                        Wire.readText(in),
                        Wire.readLong(in),
                        Wire.readLong(in),
                        (int) Wire.readVarint(in),
                        (int) Wire.readVarint(in),
                        Wire.readLong(in),
                        Wire.readVarint(in));
        Wire.needEnd(in);
        return hello;
    }
}
