package io.ringwatch.files;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The five management files of the ring paper (fig. 4), with its columns. */
public enum ManagementFile {
    /** The servers that manage and are managed. */
    GROUP,
    /** Who manages whom; derived from the group. */
    OPERATION,
    /** The servers taken out of the group. */
    SEPARATION,
    /** When the internal monitoring of each server last found it well. */
    HEARTBEAT,
    /** Which virtual server stands in for whom, and where it is created. */
    PROBLEM;

    /** The headings of its columns. */
    public List<String> columns() {
        return switch (this) {
            case GROUP, SEPARATION -> List.of("No.", "Target server", "Management data");
            case OPERATION -> List.of("Management server", "Target server", "Management data");
            case HEARTBEAT -> List.of("Management server", "UNIX time");
            case PROBLEM -> List.of("Virtual server", "Trouble server", "Server creating");
        };
    }

    /** The name that people type: {@code group}, {@code operation}, ... */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The file that people call so, if there is one. */
    public static Optional<ManagementFile> ofWord(String word) {
        for (ManagementFile file : values()) {
            if (file.word().equals(word)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}
