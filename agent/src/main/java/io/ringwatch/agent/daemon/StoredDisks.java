package io.ringwatch.agent.daemon;

import io.ringwatch.agent.store.FilesStore;
import io.ringwatch.agent.store.StoreException;
import io.ringwatch.agent.store.VoteRecordFile;
import io.ringwatch.files.Files;
import io.ringwatch.files.Heartbeat;
import io.ringwatch.sem.VoteRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The disks of a real agent. */
final class StoredDisks implements Disks {
    private static final Logger LOG = LoggerFactory.getLogger(StoredDisks.class);

    private final VoteRecordFile voteFile;
    private final FilesStore store;
    private final Optional<VoteRecord> vote;

    private StoredDisks(VoteRecordFile voteFile, FilesStore store, Optional<VoteRecord> vote) {
        this.voteFile = voteFile;
        this.store = store;
        this.vote = vote;
    }

    /**
     * Opens both.
     *
     * @throws IOException if the files are in use, or the vote record is there and cannot be read
     */
    static Disks open(AgentOptions options) throws IOException {
        String ring = options.config().ring().name();
        var voteFile = new VoteRecordFile(options.stateDirectory(), ring, options.self());
        try {
            Optional<VoteRecord> vote = voteFile.read();
            voteFile.diagnosis().forEach(LOG::warn);
            int members = options.config().ring().members().size();
            var store = FilesStore.open(options.files(), ring, options.self(), members);
            return new StoredDisks(voteFile, store, vote);
        } catch (StoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public Optional<VoteRecord> vote() {
        return vote;
    }

    @Override
    public Optional<Files> files() {
        return store.files();
    }

    @Override
    public void write(VoteRecord record) throws IOException {
        try {
            voteFile.write(record);
        } catch (StoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void store(Files files) {
        store.put(files);
    }

    @Override
    public void store(Heartbeat heartbeat) {
        store.put(heartbeat);
    }

    @Override
    public List<String> problems() {
        var problems = new ArrayList<>(voteFile.diagnosis());
        problems.addAll(store.problems());
        return problems;
    }

    @Override
    public void close() {
        store.close();
    }
}
