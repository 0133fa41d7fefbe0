package io.ringwatch.agent.kernel;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * libnftables in this process: a command costs half a millisecond instead of a process. What stands
 * in one text is one transaction of the kernel's, all or nothing. Safe for use by several threads.
 */
public final class Nftables implements AutoCloseable {
    private static final String LIBRARY = "libnftables.so.1";

    private final Calls calls;
    private @Nullable Pointer context;

    private Nftables(Calls calls, Pointer context) {
        this.calls = calls;
        this.context = context;
    }

    /**
     * Loads the library.
     *
     * @throws KernelException if it is not there
     */
    public static Nftables open() throws KernelException {
        try {
            Calls calls = Native.load(LIBRARY, Calls.class);
            Pointer context = calls.nft_ctx_new(0);
            if (context == null) {
                throw new KernelException("libnftables has no memory");
            }
            calls.nft_ctx_buffer_output(context);
            calls.nft_ctx_buffer_error(context);
            return new Nftables(calls, context);
        } catch (UnsatisfiedLinkError e) {
            throw new KernelException(
                    "no " + LIBRARY + ": install libnftables1 (" + firstLine(e) + ")", e);
        }
    }

    /**
     * Runs commands as the nft tool would.
     *
     * @return what they print
     * @throws KernelException if they are refused; nothing of them was done then
     */
    public synchronized String run(String commands) throws KernelException {
        Pointer open = context;
        if (open == null) {
            throw new KernelException("closed");
        }
        int code = calls.nft_run_cmd_from_buffer(open, commands);
        String output = calls.nft_ctx_get_output_buffer(open);
        String error = calls.nft_ctx_get_error_buffer(open);
        if (code != 0) {
            throw new KernelException("nftables: " + error.strip());
        }
        return output;
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public synchronized void close() {
        if (context != null) {
            calls.nft_ctx_free(context);
            context = null;
        }
    }

    /** As nftables/libnftables.h declares them. */
    interface Calls extends Library {
        Pointer nft_ctx_new(int flags);

        void nft_ctx_free(Pointer context);

        int nft_ctx_buffer_output(Pointer context);

        int nft_ctx_buffer_error(Pointer context);

        String nft_ctx_get_output_buffer(Pointer context);

        String nft_ctx_get_error_buffer(Pointer context);

        int nft_run_cmd_from_buffer(Pointer context, String commands);
    }
}
