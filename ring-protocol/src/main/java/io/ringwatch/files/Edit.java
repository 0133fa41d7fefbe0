package io.ringwatch.files;

import java.util.List;

/**
 * A short list of changes, applied whole or not at all.
 *
 * @param editor the member that planned it
 * @param changes at most one per member
 */
public record Edit(int editor, List<Change> changes) {
    public Edit {
        changes = List.copyOf(changes);
    }
}
