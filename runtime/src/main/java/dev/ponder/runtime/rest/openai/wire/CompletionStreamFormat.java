package dev.ponder.runtime.rest.openai.wire;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.api.error.InferenceException;
import dev.ponder.runtime.config.PonderConfig.ReasoningField;
import dev.ponder.runtime.config.StreamingConfig.KeepAliveForm;
import dev.ponder.runtime.rest.relay.RelayedStreamFormat;
import dev.ponder.runtime.stream.SseWriter;
import io.vertx.core.buffer.Buffer;

/** The events that are added to a relayed stream of completions. Its keep-alive chunks have the id of the stream. */
public final class CompletionStreamFormat implements RelayedStreamFormat {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ChoiceWriter CHAT = new ChatChoiceWriter(ReasoningField.OFF);
    private static final ChoiceWriter TEXT = new TextChoiceWriter();
    private static final int LONGEST_CHUNK = 64 * 1024;
    private static final String DATA = "data:";

    private @Nullable Buffer first;

    /** Keeps the first bytes. They are parsed when a keep-alive chunk is due. */
    @Override
    public void inspect(Buffer forwarded) {
        if (first == null && forwarded.length() > 0 && forwarded.length() <= LONGEST_CHUNK) {
            first = forwarded;
        }
    }

    @Override
    public Buffer keepAlive(KeepAliveForm form) {
        return form == KeepAliveForm.CHUNK
                ? emptyChunk().orElseGet(() -> SseWriter.keepAlive())
                : SseWriter.keepAlive();
    }

    @Override
    public Buffer failure(InferenceException failure) {
        return StreamErrors.failure(failure);
    }

    @Override
    public Buffer failure(Buffer errorBody) {
        return StreamErrors.of(errorBody);
    }

    private Optional<Buffer> emptyChunk() {
        return Optional.ofNullable(first).flatMap(bytes -> bytes.toString().lines()
                .filter(line -> line.startsWith(DATA))
                .map(line -> parsed(line.substring(DATA.length())))
                .filter(chunk -> chunk.hasNonNull("id"))
                .findFirst())
                .map(CompletionStreamFormat::emptyChunk);
    }

    private static Buffer emptyChunk(JsonNode chunk) {
        ChoiceWriter choices = chunk.path("object").asText().equals(TextChoiceWriter.OBJECT) ? TEXT : CHAT;
        return SseWriter.event(choices.chunk(ResponseMetadata.of(chunk), 0, choices.empty()));
    }

    private static JsonNode parsed(String data) {
        try {
            return MAPPER.readTree(data);
        } catch (JsonProcessingException notJson) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
