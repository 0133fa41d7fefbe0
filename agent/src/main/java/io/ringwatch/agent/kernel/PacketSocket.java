package io.ringwatch.agent.kernel;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * A packet socket (AF_PACKET) on one interface: whole Ethernet frames out, those of one protocol
 * in. Needs CAP_NET_RAW. For use by one thread.
 */
public final class PacketSocket implements AutoCloseable {
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW_CLOEXEC = 3 | 02000000;
    private static final int ADDRESS_BYTES = 20;
    private static final int FRAME_MAX_BYTES = 2048;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int POLLIN = 1;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int INSTRUCTION_BYTES = 8;
    private static final int EAGAIN = 11;
    private static final int EINTR = 4;

    private final Calls calls;
    private final int descriptor;
    private final Memory frame = new Memory(FRAME_MAX_BYTES);

    private PacketSocket(Calls calls, int descriptor) {
        this.calls = calls;
        this.descriptor = descriptor;
    }

    /**
     * Opens a socket that hears the protocol on the interface.
     *
     * @param interfaceIndex index of the interface
     * @param etherType protocol, such as 0x0806
     * @param filter instructions of classic BPF that choose among its frames: code, jump if true,
     *     jump if false, operand; empty for all
     */
    public static PacketSocket open(int interfaceIndex, int etherType, int[][] filter)
            throws KernelException {
        try {
            Calls calls = Native.load("c", Calls.class);
            int descriptor = calls.socket(AF_PACKET, SOCK_RAW_CLOEXEC, 0);
            var socket = new PacketSocket(calls, descriptor);
            try {
                socket.filter(filter);
                socket.bind(interfaceIndex, etherType);
                return socket;
            } catch (LastErrorException e) {
                socket.close();
                throw e;
            }
        } catch (LastErrorException e) {
            throw new KernelException("packet socket: " + e.getMessage(), e);
        } catch (UnsatisfiedLinkError e) {
            throw new KernelException("no libc: " + e.getMessage(), e);
        }
    }

    private void filter(int[][] instructions) {
        if (instructions.length == 0) {
            return;
        }
        var code = new Memory((long) instructions.length * INSTRUCTION_BYTES);
        for (int i = 0; i < instructions.length; i++) {
            long at = (long) i * INSTRUCTION_BYTES;
            code.setShort(at, (short) instructions[i][0]);
            code.setByte(at + 2, (byte) instructions[i][1]);
            code.setByte(at + 3, (byte) instructions[i][2]);
            code.setInt(at + 4, instructions[i][3]);
        }
        var program = new Memory(2L * Native.POINTER_SIZE);
        program.clear();
        program.setShort(0, (short) instructions.length);
        program.setPointer(Native.POINTER_SIZE, code);
        calls.setsockopt(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, program, (int) program.size());
    }

    private void bind(int interfaceIndex, int etherType) {
        var address = new Memory(ADDRESS_BYTES);
        address.clear();
        address.setShort(0, (short) AF_PACKET);
        address.setByte(2, (byte) (etherType >> 8));
        address.setByte(3, (byte) etherType);
        address.setInt(4, interfaceIndex);
        calls.bind(descriptor, address, ADDRESS_BYTES);
    }

    /** Sends a frame, from its destination's hardware address on. */
    public void send(byte[] bytes) throws KernelException {
        var out = new Memory(bytes.length);
        out.write(0, bytes, 0, bytes.length);
        try {
            calls.send(descriptor, out, bytes.length, MSG_DONTWAIT);
        } catch (LastErrorException e) {
            throw new KernelException("send: " + e.getMessage(), e);
        }
    }

    /** The next frame, or empty if none comes within the limit. */
    public Optional<byte[]> receive(Duration limit) throws KernelException {
        var wanted = new Memory(INSTRUCTION_BYTES);
        wanted.setInt(0, descriptor);
        wanted.setInt(4, POLLIN);
        try {
            int ready = calls.poll(wanted, 1, (int) Math.max(0, limit.toMillis()));
            if (ready == 0) {
                return Optional.empty();
            }
            int length = calls.recv(descriptor, frame, FRAME_MAX_BYTES, MSG_DONTWAIT);
            return Optional.of(Arrays.copyOf(frame.getByteArray(0, length), length));
        } catch (LastErrorException e) {
            if (e.getErrorCode() == EAGAIN || e.getErrorCode() == EINTR) {
                return Optional.empty();
            }
            throw new KernelException("receive: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        calls.close(descriptor);
    }

    /** As libc declares them, on 64 bits. */
    interface Calls extends Library {
        int socket(int domain, int type, int protocol) throws LastErrorException;

        int bind(int descriptor, Pointer address, int length) throws LastErrorException;

        int setsockopt(int descriptor, int level, int name, Pointer value, int length)
                throws LastErrorException;

        int send(int descriptor, Pointer data, long length, int flags) throws LastErrorException;

        int recv(int descriptor, Pointer data, long length, int flags) throws LastErrorException;

        int poll(Pointer descriptors, long count, int limitMs) throws LastErrorException;

        int close(int descriptor);
    }
}
