package io.ringwatch.agent.guest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What runs virtual machines on this host. Domains are transient: one that has ended is gone. A
 * call may take as long as its implementation takes; {@link Deadlines} puts limits to them.
 */
public interface Hypervisor extends AutoCloseable {
    /** The domains whose names begin with this. */
    List<Listed> list(String prefix) throws HypervisorException;

    /** Makes a domain and starts it. */
    void create(String xml) throws HypervisorException;

    /** Stops its processors; it stays in memory. */
    void pause(String name) throws HypervisorException;

    /** Lets its processors go on. */
    void resume(String name) throws HypervisorException;

    /** Ends it at once, as if its power were cut; one that is gone already is well. */
    void destroy(String name) throws HypervisorException;

    /** Writes its memory and devices to a file, and ends it. */
    void save(String name, Path file) throws HypervisorException;

    /** Makes a domain of such a file, paused. */
    void restore(Path file) throws HypervisorException;

    /** Writes on a domain what it is; outlives this process. */
    void mark(String name, Mark mark) throws HypervisorException;

    /** Memory of the host that it occupies now, kB; 0 if that is not known. */
    long residentKb(String name) throws HypervisorException;

    /**
     * Has the guest agent carry out a command.
     *
     * @param command in the agent's JSON
     * @return its answer
     */
    String command(String name, String command, Duration limit) throws HypervisorException;

    @Override
    void close();

    /** How it runs. */
    enum State {
        RUNNING,
        PAUSED,
        /** Crashed, stopped, or about to be gone. */
        ENDED
    }

    /**
     * A domain as it was seen.
     *
     * @param mark what was written on it; empty if nothing that is understood
     */
    record Listed(String name, State state, Optional<Mark> mark) {}
}
