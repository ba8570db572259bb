package dev.ponder.runtime.upstream.openai;

import java.io.IOException;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.TokenBuffer;

import dev.ponder.api.chat.Usage;
import io.vertx.core.buffer.Buffer;

/**
 * Finds the usage in a body that is too large to be buffered, while the body is forwarded. Finds nothing when the body is
 * not JSON. One instance per body.
 */
final class UsageScanner {

    private static final int LONGEST_TEXT = 4 * 1024 * 1024;
    /** Strings may be long, as vectors in Base64 are, and are not kept. */
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(LONGEST_TEXT).build())
            .build();

    private final ObjectMapper mapper;
    private @Nullable JsonParser json;
    private int depth;
    private boolean atUsage;
    private @Nullable TokenBuffer usage;
    private Optional<Usage> found = Optional.empty();

    UsageScanner(ObjectMapper mapper) {
        this.mapper = mapper;
        try {
            this.json = JSON.createNonBlockingByteArrayParser();
        } catch (IOException e) {
            throw new IllegalStateException("a parser of bytes in memory", e);
        }
    }

    void scan(Buffer bytes) {
        JsonParser reading = json;
        if (reading == null) {
            return;
        }
        try {
            byte[] some = bytes.getBytes();
            ((ByteArrayFeeder) reading.getNonBlockingInputFeeder()).feedInput(some, 0, some.length);
            for (JsonToken token = reading.nextToken(); token != null
                    && token != JsonToken.NOT_AVAILABLE; token = reading.nextToken()) {
                read(token, reading);
            }
        } catch (IOException unreadable) {
            json = null;
        }
    }

    /** The usage, after the whole body was scanned. */
    Optional<Usage> found() {
        return found;
    }

    private void read(JsonToken token, JsonParser reading) throws IOException {
        if (depth == 1 && token == JsonToken.FIELD_NAME) {
            atUsage = reading.currentName().equals("usage");
        } else if (depth == 1 && token == JsonToken.START_OBJECT && atUsage) {
            usage = new TokenBuffer(mapper, false);
        }
        if (usage != null) {
            usage.copyCurrentEvent(reading);
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (usage != null && depth == 1) {
            found = UsageReader.read(mapper.<JsonNode>readTree(usage.asParser()));
            usage = null;
        }
    }
}
