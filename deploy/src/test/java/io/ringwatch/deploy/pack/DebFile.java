package io.ringwatch.deploy.pack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A Debian package, read without dpkg: an ar archive of two compressed tar archives.
 *
 * @param control its control files by name
 * @param data what it installs by absolute path; directories end with a slash
 */
record DebFile(Map<String, Entry> control, Map<String, Entry> data) {
    private static final int AR_HEADER = 60;
    private static final int BLOCK = 512;

    /**
     * @param mode permissions
     * @param owner user and group
     * @param link target of a symbolic link, else empty
     */
    record Entry(int mode, String owner, String link, byte[] content) {
        String text() {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    static DebFile read(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        var members = new LinkedHashMap<String, byte[]>();
        int at = "!<arch>\n".length();
        while (at + AR_HEADER <= all.length) {
            String name = ascii(all, at, 16).strip().replaceFirst("/$", "");
            int size = Integer.parseInt(ascii(all, at + 48, 10).strip());
            at += AR_HEADER;
            members.put(name, Arrays.copyOfRange(all, at, at + size));
            at += size + size % 2;
        }
        if (!members.containsKey("debian-binary")) {
            throw new IOException(file + " has only " + members.keySet());
        }
        return new DebFile(
                tar(gunzip(members.get("control.tar.gz")), ""),
                tar(gunzip(members.get("data.tar.gz")), "/"));
    }

    /** Unpacks what it installs below a directory, as dpkg would below the root. */
    void unpack(Path root) throws IOException {
        for (Map.Entry<String, Entry> file : data.entrySet()) {
            Path path = root.resolve(file.getKey().substring(1));
            Entry entry = file.getValue();
            if (file.getKey().endsWith("/")) {
                Files.createDirectories(path);
            } else if (entry.link().isEmpty()) {
                Files.write(path, entry.content());
                path.toFile().setExecutable((entry.mode() & 0111) != 0);
            } else {
                Files.createSymbolicLink(path, Path.of(entry.link()));
            }
        }
    }

    private static byte[] gunzip(byte[] packed) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }

    private static Map<String, Entry> tar(byte[] tar, String root) {
        var entries = new LinkedHashMap<String, Entry>();
        String longName = "";
        for (int at = 0; at + BLOCK <= tar.length && tar[at] != 0; ) {
            String name = longName.isEmpty() ? ascii(tar, at, 100) : longName;
            int size = Integer.parseInt(ascii(tar, at + 124, 12).strip(), 8);
            byte[] content = Arrays.copyOfRange(tar, at + BLOCK, at + BLOCK + size);
            if (tar[at + 156] == 'L') {
                longName = ascii(content, 0, content.length);
            } else {
                longName = "";
                int mode = Integer.parseInt(ascii(tar, at + 100, 8).strip(), 8) & 07777;
                String owner = ascii(tar, at + 265, 32) + ":" + ascii(tar, at + 297, 32);
                String link = ascii(tar, at + 157, 100);
                String path = root + name.replaceFirst("^\\./", "");
                entries.put(path, new Entry(mode, owner, link, content));
            }
            at += BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
        }
        return entries;
    }

    /** Text up to the first NUL. */
    private static String ascii(byte[] bytes, int from, int length) {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        int end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
    }
}
