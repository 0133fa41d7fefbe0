package io.ringwatch.member;

import io.ringwatch.files.Files;
import io.ringwatch.sem.VoteRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * With what a member begins.
 *
 * @param bootId identifies this boot of the machine; never 0
 * @param drawnIdentity a random number, never 0, taken as identity if there is no vote record
 * @param vote the vote record of the real disk, {@code null} if there is none or it cannot be read
 * @param files the files of the memory disk, {@code null} after a boot of the machine
 * @param flag whether the flag file is there
 * @param off rules that a test has switched off; empty in every ring that serves
 */
public record Boot(
        long bootId,
        long drawnIdentity,
        @Nullable VoteRecord vote,
        @Nullable Files files,
        boolean flag,
        List<SafetyRule> off) {
    public Boot {
        off = List.copyOf(off);
    }

    /** With every rule obeyed. */
    public Boot(
            long bootId,
            long drawnIdentity,
            @Nullable VoteRecord vote,
            @Nullable Files files,
            boolean flag) {
        this(bootId, drawnIdentity, vote, files, flag, List.of());
    }
}
