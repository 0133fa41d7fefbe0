package io.ringwatch.agent.daemon;

import io.ringwatch.sem.VoteRecord;
import java.io.IOException;

/** The real disk that keeps the vote record. */
interface VoteDisk {
    /** Returns when the record is on the disk, forced. */
    void write(VoteRecord vote) throws IOException;
}
