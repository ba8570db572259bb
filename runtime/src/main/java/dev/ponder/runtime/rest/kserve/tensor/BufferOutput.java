package dev.ponder.runtime.rest.kserve.tensor;

import java.io.OutputStream;

import io.vertx.core.buffer.Buffer;

/** Lets a JSON generator write to a buffer. */
final class BufferOutput extends OutputStream {

    private final Buffer buffer;

    BufferOutput(Buffer buffer) {
        this.buffer = buffer;
    }

    @Override
    public void write(int oneByte) {
        buffer.appendByte((byte) oneByte);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        buffer.appendBytes(bytes, offset, length);
    }
}
