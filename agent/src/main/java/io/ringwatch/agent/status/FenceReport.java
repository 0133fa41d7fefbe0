package io.ringwatch.agent.status;

import io.ringwatch.agent.drivers.Fences;
import io.ringwatch.agent.status.RingStatus.FenceStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Power fences for a status. */
public final class FenceReport {
    private FenceReport() {}

    /**
     * What a fence said last.
     *
     * @param server name of the server that it is to prove off
     */
    public static FenceStatus of(String server, Fences.Word word) {
        return new FenceStatus(
                server,
                word.level(),
                word.agent(),
                small(word.action()),
                small(word.status()),
                word.detail(),
                word.askedWallMs(),
                word.trouble());
    }

    private static @Nullable String small(@Nullable Enum<?> value) {
        return value == null ? null : value.name().toLowerCase(Locale.ROOT);
    }
}
