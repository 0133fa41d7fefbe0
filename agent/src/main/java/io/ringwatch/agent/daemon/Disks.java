package io.ringwatch.agent.daemon;

import io.ringwatch.files.Files;
import io.ringwatch.files.Heartbeat;
import io.ringwatch.sem.VoteRecord;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What an agent keeps: the vote record on a real disk, the management files on the memory disk. */
interface Disks extends VoteDisk, AutoCloseable {
    /** The vote record as it was at the start; empty if there is none or it cannot be read. */
    Optional<VoteRecord> vote();

    /** The files as they were at the start; empty after a boot. */
    Optional<Files> files();

    void store(Files files) throws IOException;

    void store(Heartbeat heartbeat) throws IOException;

    /** What is wrong with them, a line each. */
    List<String> problems();

    @Override
    void close() throws IOException;

    /** Opens them. */
    @FunctionalInterface
    interface Opener {
        Disks open(AgentOptions options) throws IOException;
    }
}
