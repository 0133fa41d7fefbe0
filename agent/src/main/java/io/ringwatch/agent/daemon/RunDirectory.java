package io.ringwatch.agent.daemon;

import io.ringwatch.agent.flag.FlagFile;
import io.ringwatch.files.Files;
import io.ringwatch.files.Heartbeat;
import java.io.IOException;

/**
 * The run directory as one memory disk.
 *
 * @param disks keeps files and heartbeats
 * @param flagFile the flag
 */
record RunDirectory(Disks disks, FlagFile flagFile) implements MemoryDisk {
    @Override
    public void store(Files files) throws IOException {
        disks.store(files);
    }

    @Override
    public void store(Heartbeat heartbeat) throws IOException {
        disks.store(heartbeat);
    }

    @Override
    public void flag(boolean present) throws IOException {
        flagFile.set(present);
    }
}
