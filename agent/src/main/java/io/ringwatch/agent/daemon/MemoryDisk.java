package io.ringwatch.agent.daemon;

import io.ringwatch.files.Files;
import io.ringwatch.files.Heartbeat;
import java.io.IOException;

/**
 * The memory disk: the management files and the flag file. Used by one thread; may be slow, but not
 * for ever.
 */
interface MemoryDisk {
    void store(Files files) throws IOException;

    void store(Heartbeat heartbeat) throws IOException;

    /** Creates or deletes the flag file. */
    void flag(boolean present) throws IOException;
}
