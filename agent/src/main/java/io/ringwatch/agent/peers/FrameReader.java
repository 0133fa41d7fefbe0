package io.ringwatch.agent.peers;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.util.List;

/** Cuts the bytes of one connection into frames. */
abstract class FrameReader extends ByteToMessageDecoder {
    private boolean closed;

    /** The longest frame acceptable at the moment, in bytes. */
    abstract int frameBytesMax();

    /** A whole frame; it is only valid during the call. */
    abstract void frame(ChannelHandlerContext ctx, ByteBuf frame) throws UnreadableException;

    /** The connection brought bytes that mean nothing, and is being closed. */
    abstract void unreadable(String why);

    /** Bytes were read. */
    abstract void heard(int bytes);

    final void close(ChannelHandlerContext ctx) {
        closed = true;
        var unused = ctx.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object read) throws Exception {
        if (read instanceof ByteBuf bytes) {
            heard(bytes.readableBytes());
        }
        super.channelRead(ctx, read);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (closed) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int start = in.readerIndex();
        try {
            int length = readLength(in);
            if (length < 0 || in.readableBytes() < length) {
                in.readerIndex(start);
                return;
            }
            ByteBuf frame = in.readSlice(length);
            frame(ctx, frame);
        } catch (UnreadableException e) {
            unreadable(String.valueOf(e.getMessage()));
            close(ctx);
            in.skipBytes(in.readableBytes());
        }
    }

    /** The length that the next frame says it has, -1 while not even that is there. */
    private int readLength(ByteBuf in) throws UnreadableException {
        long length = 0;
        for (int shift = 0; in.isReadable(); shift += 7) {
            byte next = in.readByte();
            length |= (next & 0x7FL) << shift;
            if (length > frameBytesMax() || (next < 0 && shift >= 21)) {
                throw new UnreadableException("a frame of more than " + frameBytesMax() + " bytes");
            }
            if (next >= 0) {
                return (int) length;
            }
        }
        return -1;
    }

    /** A lost connection is closed; anything else is a broken invariant and ends the process. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        close(ctx);
        if (!(cause instanceof IOException)) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, cause);
        }
    }
}
