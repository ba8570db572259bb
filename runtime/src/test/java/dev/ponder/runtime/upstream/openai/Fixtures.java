package dev.ponder.runtime.upstream.openai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.runtime.stream.AnswerAccumulator;
import dev.ponder.runtime.upstream.StreamEvent;

/** What readers of an upstream's replies need, and what they read. */
final class Fixtures {

    static final ObjectMapper MAPPER = new ObjectMapper();
    static final String KEY = "sk-secret-0123456789";
    static final UpstreamErrorClassifier ERRORS = errors("http://localhost:8000/v1");

    private Fixtures() {
    }

    static UpstreamErrorClassifier errors(String baseUrl) {
        return new UpstreamErrorClassifier("local", Optional.of(UpstreamAddress.parse(baseUrl)),
                Optional.empty(), new SecretMask(List.of(KEY)), MAPPER, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    /** JSON, with single quotes for easier reading. */
    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<AnswerPart> parts(List<StreamEvent> events) {
        return events.stream().filter(StreamEvent.Part.class::isInstance)
                .map(event -> ((StreamEvent.Part) event).part()).toList();
    }

    static Answer together(List<StreamEvent> events) {
        var accumulator = new AnswerAccumulator();
        parts(events).forEach(accumulator::add);
        return accumulator.answer();
    }
}
