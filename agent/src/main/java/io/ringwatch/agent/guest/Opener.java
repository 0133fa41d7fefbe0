package io.ringwatch.agent.guest;

/** Connects to the hypervisor. */
public interface Opener {
    /**
     * A new connection; may take as long as it takes.
     *
     * @throws HypervisorException if there is none
     */
    Hypervisor open() throws HypervisorException;
}
