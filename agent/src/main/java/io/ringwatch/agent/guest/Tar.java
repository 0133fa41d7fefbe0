package io.ringwatch.agent.guest;

import io.ringwatch.agent.drivers.DriverException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a tar archive (POSIX ustar) in memory; everything in it belongs to root. */
final class Tar {
    private static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private static final int PREFIX_AT = 345;
    private static final int PREFIX_BYTES = 155;
    private static final int CHECKSUM_AT = 148;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    void file(String name, int mode, byte[] content) throws DriverException {
        header(name, mode, content.length, '0', "");
        out.write(content, 0, content.length);
        pad();
    }

    void directory(String name, int mode) throws DriverException {
        header(name + "/", mode, 0, '5', "");
    }

    void link(String name, String target) throws DriverException {
        header(name, 0777, 0, '2', target);
    }

    /** The whole archive; ends it. */
    byte[] bytes() {
        out.write(new byte[2 * BLOCK], 0, 2 * BLOCK);
        return out.toByteArray();
    }

    private void header(String name, int mode, int size, char type, String target)
            throws DriverException {
        var block = new byte[BLOCK];
        // A long name is split at a slash: the part in front of it has a field of its own.
        int slash = 0;
        if (name.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES) {
            slash = name.indexOf('/', Math.max(0, name.length() - NAME_BYTES - 1));
        }
        if (slash > 0) {
            put(block, PREFIX_AT, PREFIX_BYTES, name.substring(0, slash), name);
        }
        put(block, 0, NAME_BYTES, name.substring(slash > 0 ? slash + 1 : 0), name);
        put(block, 100, 8, "%07o".formatted(mode), name);
        put(block, 108, 8, "%07o".formatted(0), name);
        put(block, 116, 8, "%07o".formatted(0), name);
        put(block, 124, 12, "%011o".formatted(size), name);
        put(block, 136, 12, "%011o".formatted(0), name);
        put(block, CHECKSUM_AT, 8, "        ", name);
        block[156] = (byte) type;
        put(block, 157, NAME_BYTES, target, name);
        put(block, 257, 8, "ustar\00000", name);
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, CHECKSUM_AT, 8, "%06o\0 ".formatted(sum), name);
        out.write(block, 0, BLOCK);
    }

    private static void put(byte[] block, int at, int max, String text, String name)
            throws DriverException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > max) {
            throw new DriverException(
                    "the installation procedure has a name that is too long: " + name);
        }
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private void pad() {
        int over = out.size() % BLOCK;
        if (over > 0) {
            out.write(new byte[BLOCK - over], 0, BLOCK - over);
        }
    }
}
