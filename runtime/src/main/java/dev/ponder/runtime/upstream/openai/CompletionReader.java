package dev.ponder.runtime.upstream.openai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.ponder.api.Answer;
import dev.ponder.api.ExtraMembers;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.api.chat.Usage;
import dev.ponder.runtime.stream.ContentParts;
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
        if (SurrogateJoiner.mayHaveHalves(body)) {
            SurrogateJoiner.replace(json);
        }
        var choices = new ArrayList<Answer>();
        json.path("choices").forEach(choice -> choices.add(answer(json, choice)));
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

    private static Answer answer(JsonNode completion, JsonNode choice) {
        JsonNode message = choice.path("message");
        Map<String, JsonNode> members = ExtraMembersReader.ofMessage(message);
        var content = new MessageContent(message.path("content"));
        if (content.hasOtherParts()) {
            members.put(ContentParts.MEMBER, content.parts());
        }
        var split = ReasoningExtractor.of(message, content.text());
        var tools = new ToolCallReader();
        List<ToolCall> calls = tools.calls(message);
        return new Answer(split.answer(), content.reasoning() + split.reasoning(), calls, message.path("refusal").asText(""),
                tools.reason(FinishReason.reported(choice.path("finish_reason").asText(""))),
                choice.hasNonNull("logprobs") ? choice.get("logprobs") : null, List.of(),
                new ExtraMembers(members, ExtraMembersReader.ofChoice(choice),
                        ExtraMembersReader.ofCompletion(completion)));
    }
}
