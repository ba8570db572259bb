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

/**
 * Reads OpenAI's whole replies. What servers leave out or null is taken for empty; what is not an answer is an error.
 */
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
        return new Completion(choices, usage(json.path("usage")));
    }

    /** A reply that is an answer. */
    JsonNode accepted(byte[] body) {
        JsonNode json = parse(body);
        if (json.hasNonNull("error")) {
            throw errors.inBody(json.get("error"));
        }
        if (json.path("choices").isEmpty()) {
            throw errors.malformed("a reply without choices");
        }
        return json;
    }

    JsonNode parse(byte[] body) {
        try {
            return mapper.readTree(body);
        } catch (JsonProcessingException e) {
            throw errors.malformed("a reply that is not JSON");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is written there; null when it is no JSON. */
    @Nullable
    JsonNode parseOrNull(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    /** Makes sure that a reply is one, without making a tree of it, and finds what it says it used. */
    Optional<Usage> glance(byte[] body) {
        Optional<Usage> used = Optional.empty();
        try (JsonParser json = mapper.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw errors.malformed("a reply that is not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                boolean telling = json.nextToken() != JsonToken.VALUE_NULL;
                if (telling && field.equals("error")) {
                    throw errors.inBody(json.readValueAsTree());
                } else if (telling && field.equals("usage")) {
                    used = Optional.of(usage(json.<JsonNode>readValueAsTree()));
                } else {
                    json.skipChildren();
                }
            }
            return used;
        } catch (JsonProcessingException e) {
            throw errors.malformed("a reply that is not JSON");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For a reply that comes in pieces. */
    UsageScanner passingUsage() {
        return new UsageScanner(mapper);
    }

    /** Where nothing is written, all that was used was read. */
    static Usage usage(JsonNode usage) {
        if (!usage.isObject()) {
            return new Usage(0, 0, 0, 0, 0, true);
        }
        long completion = usage.path("completion_tokens").asLong();
        long prompt = usage.path("prompt_tokens")
                .asLong(Math.max(0, usage.path("total_tokens").asLong() - completion));
        return new Usage(prompt, completion, usage.path("total_tokens").asLong(prompt + completion),
                usage.path("completion_tokens_details").path("reasoning_tokens").asLong(),
                usage.path("prompt_tokens_details").path("cached_tokens").asLong(), false);
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
        var reason = new FinishReason(choice.path("finish_reason").asText("stop"));
        return !calls.isEmpty() && reason.equals(FinishReason.STOP) ? FinishReason.TOOL_CALLS : reason;
    }

    private static ToolCall toolCall(JsonNode call) {
        JsonNode arguments = call.path("function").path("arguments");
        return new ToolCall(call.path("id").asText(""), call.path("function").path("name").asText(""),
                arguments.isValueNode() ? arguments.asText("") : arguments.toString());
    }

    /** A few servers answer with parts where everybody else answers with a string. */
    static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        var text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
    }
}
