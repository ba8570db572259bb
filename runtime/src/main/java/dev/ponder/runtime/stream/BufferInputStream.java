package dev.ponder.runtime.stream;

import java.io.InputStream;
import java.util.Objects;

import io.vertx.core.buffer.Buffer;

/** Reads a buffer without copying it as a whole. Never blocks; for one thread. */
public final class BufferInputStream extends InputStream {

    private final Buffer buffer;
    private int at;

    /** A stream of the bytes of this buffer, which must not change meanwhile. */
    public BufferInputStream(Buffer buffer) {
        this.buffer = buffer;
    }

    @Override
    public int read() {
        return at < buffer.length() ? buffer.getByte(at++) & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int count = Math.min(length, buffer.length() - at);
        if (count <= 0) {
            return length == 0 ? 0 : -1;
        }
        buffer.getBytes(at, at + count, bytes, offset);
        at += count;
        return count;
    }

    @Override
    public int available() {
        return buffer.length() - at;
    }
}
