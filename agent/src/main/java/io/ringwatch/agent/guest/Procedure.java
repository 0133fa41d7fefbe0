package io.ringwatch.agent.guest;

import io.ringwatch.agent.drivers.DriverException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An installation procedure: a directory of scripts and files that makes an original into a
 * server's virtual server. Read whole, so that what is hashed is what is installed.
 */
final class Procedure {
    /** The executable that installs. */
    static final String INSTALL = "install";

    /** The executable that ends what was installed; need not be there. */
    static final String STOP = "stop";

    private static final int ENTRIES_MAX = 10_000;

    private final List<Entry> entries;

    /** A file, directory or symbolic link, which has its target as content. */
    private static final class Entry {
        private final String name;
        private final Kind kind;
        private final int mode;
        private final byte[] content;

        /** What it is. */
        enum Kind {
            FILE,
            DIRECTORY,
            LINK
        }

        Entry(String name, Kind kind, int mode, byte[] content) {
            this.name = name;
            this.kind = kind;
            this.mode = mode;
            this.content = content;
        }
    }

    private Procedure(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * Reads a directory.
     *
     * @param maxKb largest sum of its files
     * @throws DriverException if it cannot be used; says why
     */
    static Procedure read(Path directory, long maxKb) throws DriverException {
        if (!Files.isDirectory(directory)) {
            throw new DriverException("no installation procedure: " + directory + " is missing");
        }
        if (!Files.isExecutable(directory.resolve(INSTALL))) {
            throw new DriverException(
                    "no installation procedure: " + directory + " has no executable install");
        }
        try (Stream<Path> walk = Files.walk(directory)) {
            List<Path> paths =
                    walk.filter(p -> !p.equals(directory))
                            .sorted()
                            .limit(ENTRIES_MAX + 1L)
                            .toList();
            if (paths.size() > ENTRIES_MAX) {
                throw new DriverException(
                        "the installation procedure "
                                + directory
                                + " is too large: more than "
                                + ENTRIES_MAX
                                + " files");
            }
            var entries = new ArrayList<Entry>();
            long leftBytes = maxKb * 1024;
            for (Path path : paths) {
                long bytes = Files.isSymbolicLink(path) ? 0 : Files.size(path);
                leftBytes -= Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? bytes : 0;
                if (leftBytes < 0) {
                    throw new DriverException(
                            "the installation procedure "
                                    + directory
                                    + " is too large: more than "
                                    + maxKb
                                    + " kB (procedure-size)");
                }
                entries.add(entry(directory, path));
            }
            return new Procedure(entries);
        } catch (IOException e) {
            throw new DriverException(
                    "the installation procedure " + directory + " cannot be read: " + e, e);
        }
    }

    private static Entry entry(Path directory, Path path) throws IOException, DriverException {
        String name = directory.relativize(path).toString();
        var attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isSymbolicLink()) {
            byte[] target =
                    Files.readSymbolicLink(path).toString().getBytes(StandardCharsets.UTF_8);
            return new Entry(name, Entry.Kind.LINK, 0777, target);
        }
        int mode = mode(Files.getPosixFilePermissions(path));
        if (attributes.isDirectory()) {
            return new Entry(name, Entry.Kind.DIRECTORY, mode, new byte[0]);
        }
        if (attributes.isRegularFile()) {
            return new Entry(name, Entry.Kind.FILE, mode, Files.readAllBytes(path));
        }
        throw new DriverException(
                "the installation procedure has " + path + ", which is no file, directory or link");
    }

    private static int mode(Set<PosixFilePermission> permissions) {
        int mode = 0;
        for (PosixFilePermission permission : EnumSet.allOf(PosixFilePermission.class)) {
            mode = mode << 1 | (permissions.contains(permission) ? 1 : 0);
        }
        return mode;
    }

    /** SHA-256 over names, kinds, modes and contents; the same on all hosts, or they differ. */
    String digest() {
        MessageDigest sha = sha256();
        for (Entry entry : entries) {
            String head =
                    "%s %s %o %d%n"
                            .formatted(entry.name, entry.kind, entry.mode, entry.content.length);
            sha.update(head.getBytes(StandardCharsets.UTF_8));
            sha.update(entry.content);
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    boolean hasStop() {
        return entries.stream().anyMatch(e -> e.name.equals(STOP) && e.kind == Entry.Kind.FILE);
    }

    /**
     * As a tar archive.
     *
     * @param prefix put before every name
     */
    byte[] tar(String prefix) throws DriverException {
        var tar = new Tar();
        for (Entry entry : entries) {
            String name = prefix + entry.name;
            switch (entry.kind) {
                case FILE -> tar.file(name, entry.mode, entry.content);
                case DIRECTORY -> tar.directory(name, entry.mode);
                case LINK -> tar.link(name, new String(entry.content, StandardCharsets.UTF_8));
            }
        }
        return tar.bytes();
    }
}
