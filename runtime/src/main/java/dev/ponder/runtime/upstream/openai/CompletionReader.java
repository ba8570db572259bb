package dev.ponder.runtime.upstream.openai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.ponder.api.Answer;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.upstream.Completion;

/** Reads whole completions of OpenAI's API. Members that are absent or null are empty; a body without choices fails. */
final class CompletionReader {

    private final ObjectMapper mapper;
    private final UpstreamErrorClassifier errors;

    CompletionReader(ObjectMapper mapper, UpstreamErrorClassifier errors) {
        this.mapper = mapper;
        this.errors = errors;
    }

    Completion completion(byte[] body) {
        JsonNode json = accepted(body);
        var choices = new ArrayList<Answer>();
        json.path("choices").forEach(choice -> choices.add(answer(choice)));
        return new Completion(choices, UsageScanner.usage(json.path("usage")));
    }

    /** The JSON of a completion. Fails when it is an error or has no choices. */
    JsonNode accepted(byte[] body) {
        JsonNode json = parse(body);
        if (json.hasNonNull("error")) {
            throw errors.inBody(json.get("error"));
        }
        if (json.path("choices").isEmpty()) {
            throw errors.malformed("a response without choices");
        }
        return json;
    }

    JsonNode parse(byte[] body) {
        try {
            return mapper.readTree(body);
        } catch (JsonProcessingException e) {
            throw errors.malformed("a response that is not JSON");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JSON of a text; null when it is not JSON. */
    @Nullable
    JsonNode parseOrNull(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    /** Checks that a body is a JSON object without an error, and returns its usage, without building a tree. */
    Optional<Usage> check(byte[] body) {
        Optional<Usage> used = Optional.empty();
        try (JsonParser json = mapper.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw errors.malformed("a response that is not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                boolean present = json.nextToken() != JsonToken.VALUE_NULL;
                if (present && field.equals("error")) {
                    throw errors.inBody(json.readValueAsTree());
                } else if (present && field.equals("usage")) {
                    used = Optional.of(UsageScanner.usage(json.<JsonNode>readValueAsTree()));
                } else {
                    json.skipChildren();
                }
            }
            return used;
        } catch (JsonProcessingException e) {
            throw errors.malformed("a response that is not JSON");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A scanner for a body that is forwarded in pieces. */
    UsageScanner usageScanner() {
        return new UsageScanner(mapper);
    }

    private static Answer answer(JsonNode choice) {
        JsonNode message = choice.path("message");
        var split = ReasoningExtractor.of(message, text(message.path("content")));
        var calls = new ArrayList<ToolCall>();
        message.path("tool_calls").forEach(call -> calls.add(toolCall(call)));
        JsonNode logprobs = choice.get("logprobs");
        return new Answer(split.answer(), split.reasoning(), calls, message.path("refusal").asText(""),
                finishReason(choice, calls), logprobs == null || logprobs.isNull() ? null : logprobs, List.of());
    }

    private static FinishReason finishReason(JsonNode choice, List<ToolCall> calls) {
        FinishReason reason = FinishReason.reported(choice.path("finish_reason").asText(""));
        return !calls.isEmpty() && reason.equals(FinishReason.STOP) ? FinishReason.TOOL_CALLS : reason;
    }

    private static ToolCall toolCall(JsonNode call) {
        JsonNode arguments = call.path("function").path("arguments");
        return new ToolCall(call.path("id").asText(""), call.path("function").path("name").asText(""),
                arguments.isValueNode() ? arguments.asText("") : arguments.toString());
    }

    /** The content of a message. A few servers send parts instead of a string. */
    static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        var text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
    }
}
