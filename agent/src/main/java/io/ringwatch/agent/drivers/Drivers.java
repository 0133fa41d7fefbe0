package io.ringwatch.agent.drivers;

/**
 * The drivers of one agent. Blocking methods are called on a bounded pool, never on the member's
 * thread.
 */
public interface Drivers extends AutoCloseable {
    Vips vips();

    VirtualServers virtualServers();

    Power power();

    Fences fences();

    Services services();

    NetworkExamination network();

    @Override
    void close();
}
