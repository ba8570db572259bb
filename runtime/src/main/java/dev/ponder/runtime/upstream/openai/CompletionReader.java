package dev.ponder.runtime.upstream.openai;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.Answer;
import dev.ponder.api.ExtraMembers;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;
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
        if (choices.stream().allMatch(choice -> choice.blank() && choice.finishReason().equals(FinishReason.ERROR))) {
            throw errors.failedAnswer();
        }
        return new Completion(choices, UsageReader.find(json).orElse(UsageReader.UNREPORTED));
    }

    /** The JSON of a completion. Fails when it is an error or has no choices. */
    ObjectNode accepted(byte[] body) {
        ObjectNode json = object(body);
        if (!json.path("choices").isEmpty()) {
            return json;
        }
        ErrorBody error = ErrorBody.of(json);
        throw error.message().isEmpty() ? errors.malformed("a response without choices") : errors.inBody(error);
    }

    JsonNode parse(byte[] body) {
        try {
            return UpstreamJson.read(body);
        } catch (JsonProcessingException e) {
            throw errors.malformed("a response that is not JSON");
        }
    }

    /** The JSON object of any response. Fails when it is an error. */
    ObjectNode object(byte[] body) {
        JsonNode json = parse(body);
        ErrorBody.inAnswer(json).ifPresent(error -> {
            throw errors.inBody(error);
        });
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw errors.malformed("a response that is not a JSON object");
    }

    /** A scanner for a body that is forwarded in pieces. */
    UsageScanner usageScanner() {
        return new UsageScanner(mapper);
    }

    private static Answer answer(JsonNode completion, JsonNode choice) {
        JsonNode message = choice.path("message");
        var split = ReasoningReader.of(message);
        var tools = new ToolCallReader();
        List<ToolCall> calls = tools.calls(message);
        return new Answer(split.answer(), split.reasoning(), calls, message.path("refusal").asText(""),
                tools.reason(FinishReason.reported(choice.path("finish_reason").asText(""))),
                choice.hasNonNull("logprobs") ? choice.get("logprobs") : null, List.of(),
                new ExtraMembers(ExtraMembersReader.ofMessage(message), ExtraMembersReader.ofChoice(choice),
                        ExtraMembersReader.ofCompletion(completion)));
    }
}
