package io.ringwatch.agent.address;

import io.ringwatch.agent.kernel.KernelException;
import java.util.Map;
import java.util.Set;

/** Lets VIPs through until a time that it keeps itself, without this process. */
interface Gate {
    /** An end that never comes. */
    long NEVER = Long.MAX_VALUE;

    /** The VIPs that pass now, as an earlier agent left them, with their ends (nanoTime). */
    Map<Pass, Long> passing() throws KernelException;

    /**
     * From now on exactly these pass, each no longer than until its time.
     *
     * @param ends times of {@link System#nanoTime()}, {@link #NEVER} for no end
     * @return those that pass
     * @throws KernelException if the kernel refuses; then what passed before ends as it would have
     */
    Set<Pass> pass(Map<Pass, Long> ends) throws KernelException;
}
