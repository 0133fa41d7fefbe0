package io.ringwatch.demo.ssh;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** Version lines and unencrypted packets, RFC 4253 sections 4.2 and 6. */
public final class Transport {
    private static final int PACKET_MAX = 35_000;
    private static final int LINE_MAX = 255;
    private static final int PREAMBLE_LINES_MAX = 20;
    private static final int BLOCK = 8;
    private static final int PADDING_MIN = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final DataInputStream in;
    private final OutputStream out;

    /** Speaks over these streams. */
    public Transport(InputStream in, OutputStream out) {
        this.in = new DataInputStream(new BufferedInputStream(in));
        this.out = out;
    }

    void sayVersion(String version) throws IOException {
        out.write((version + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** The other's version; a server may send other lines first. */
    String hearVersion() throws IOException {
        for (int i = 0; i < PREAMBLE_LINES_MAX; i++) {
            String line = line();
            if (line.startsWith("SSH-")) {
                if (!line.startsWith("SSH-2.0-") && !line.startsWith("SSH-1.99-")) {
                    throw new IOException("speaks " + line);
                }
                return line;
            }
        }
        throw new IOException("no SSH version within " + PREAMBLE_LINES_MAX + " lines");
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            if (c != '\r') {
                line.append((char) c);
            }
            if (line.length() > LINE_MAX) {
                throw new IOException("a version line has more than " + LINE_MAX + " characters");
            }
        }
        return line.toString();
    }

    void send(byte[] payload) throws IOException {
        int padding = BLOCK - (5 + payload.length) % BLOCK;
        if (padding < PADDING_MIN) {
            padding += BLOCK;
        }
        byte[] noise = new byte[padding];
        RANDOM.nextBytes(noise);
        ByteBuffer packet = ByteBuffer.allocate(5 + payload.length + padding);
        packet.putInt(1 + payload.length + padding);
        packet.put((byte) padding);
        packet.put(payload);
        packet.put(noise);
        out.write(packet.array());
        out.flush();
    }

    byte[] receive() throws IOException {
        int length = in.readInt();
        if (length < 1 + PADDING_MIN || length > PACKET_MAX) {
            throw new IOException("a packet of " + length + " bytes");
        }
        int padding = in.readUnsignedByte();
        if (padding >= length) {
            throw new IOException("a packet of " + length + " bytes with padding " + padding);
        }
        byte[] payload = new byte[length - 1 - padding];
        in.readFully(payload);
        in.readFully(new byte[padding]);
        if (payload.length == 0) {
            throw new IOException("an empty packet");
        }
        return payload;
    }
}
