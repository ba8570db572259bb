package dev.ponder.runtime.rest.relay;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.runtime.config.PonderConfig.ReasoningField;
import dev.ponder.runtime.rest.openai.wire.ChatChoiceWriter;
import dev.ponder.runtime.rest.openai.wire.ChoiceWriter;
import dev.ponder.runtime.rest.openai.wire.ResponseMetadata;
import dev.ponder.runtime.rest.openai.wire.TextChoiceWriter;
import dev.ponder.runtime.stream.SseWriter;
import io.vertx.core.buffer.Buffer;

/** What all chunks of a relayed stream have in common, for a chunk of ours between them. */
final class RelayedStreamMetadata {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ChoiceWriter CHAT = new ChatChoiceWriter(ReasoningField.OFF);
    private static final ChoiceWriter TEXT = new TextChoiceWriter();
    private static final int LONGEST_CHUNK = 64 * 1024;

    private @Nullable Buffer first;

    /** Remembers the first bytes; they are read when somebody asks. */
    void see(Buffer bytes) {
        if (first == null && bytes.length() > 0 && bytes.length() <= LONGEST_CHUNK) {
            first = bytes;
        }
    }

    /** A chunk that changes nothing; empty as long as the stream's own identity is not known. */
    Optional<Buffer> idle() {
        return Optional.ofNullable(first).flatMap(bytes -> bytes.toString().lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> line.substring("data:".length()))
                .map(RelayedStreamMetadata::chunk)
                .filter(chunk -> chunk.hasNonNull("id"))
                .findFirst())
                .map(RelayedStreamMetadata::idle);
    }

    private static Buffer idle(JsonNode chunk) {
        ChoiceWriter form = chunk.path("object").asText().equals(TextChoiceWriter.OBJECT) ? TEXT : CHAT;
        return SseWriter.event(form.chunk(ResponseMetadata.of(chunk), 0, form.nothing()));
    }

    private static JsonNode chunk(String data) {
        try {
            return MAPPER.readTree(data);
        } catch (JsonProcessingException notJson) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
