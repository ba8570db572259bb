package dev.ponder.runtime.rest.openai.wire;

import java.util.stream.Collectors;

import dev.ponder.api.error.InferenceException;
import dev.ponder.runtime.stream.SseWriter;
import io.vertx.core.buffer.Buffer;

/** The last events of a stream that fails: an error object, then the end mark. */
public final class StreamErrors {

    static final String DONE = "data: [DONE]\n\n";

    private StreamErrors() {
    }

    /** The events of a failure. */
    public static Buffer failure(InferenceException failure) {
        return SseWriter.event(OpenAiError.of(failure)).appendString(DONE);
    }

    /** The events of an error body that an upstream sends after the stream has begun. Its lines are joined. */
    public static Buffer of(Buffer body) {
        String line = body.toString().lines().map(String::strip).collect(Collectors.joining());
        return SseWriter.event(line).appendString(DONE);
    }
}
