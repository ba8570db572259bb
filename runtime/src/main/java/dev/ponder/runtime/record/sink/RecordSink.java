package dev.ponder.runtime.record.sink;

import java.io.IOException;
import java.util.List;

/** Where records go. Called on the writer's thread alone, which it may block. */
public interface RecordSink extends AutoCloseable {

    /** Its name in logs, without secrets. */
    String name();

    /** Writes records, each one line of JSON without its line break. If it fails, they are lost. */
    void write(List<byte[]> lines) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
