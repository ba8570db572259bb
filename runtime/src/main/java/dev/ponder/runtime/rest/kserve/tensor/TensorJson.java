package dev.ponder.runtime.rest.kserve.tensor;

import java.io.OutputStream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.vertx.core.buffer.Buffer;

/** Jackson for tensors: strings of any length, and fast, exact numbers. */
final class TensorJson {

    /** Field names come from clients: interning them would fill the JVM's string table. */
    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
            .build();
    static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY).build();

    private TensorJson() {
    }

    /** A stream that appends to a buffer. */
    static OutputStream appendingTo(Buffer buffer) {
        return new OutputStream() {

            @Override
            public void write(int oneByte) {
                buffer.appendByte((byte) oneByte);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                buffer.appendBytes(bytes, offset, length);
            }
        };
    }
}
