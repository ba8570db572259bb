package dev.ponder.toolkit.vote;

import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.ponder.api.chat.ToolCall;
import dev.ponder.toolkit.answer.AnswerKind;
import dev.ponder.toolkit.answer.ExtractedAnswer;

/** A vote for tool calls: equal for equal names and arguments, whatever the order and spacing of the arguments. */
final class ToolCallVote {

    private static final JsonMapper SORTED = JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private ToolCallVote() {
    }

    static ExtractedAnswer of(List<ToolCall> calls) {
        String text = calls.stream().map(call -> call.name() + canonical(call.arguments()))
                .collect(Collectors.joining("\n"));
        return new ExtractedAnswer(AnswerKind.CODE, text, text, 1, new ExtractedAnswer.Span(0, 0), null, false, false);
    }

    /** Reads plain values, because the mapper sorts maps but not JSON nodes. */
    private static String canonical(String arguments) {
        try {
            return SORTED.writeValueAsString(SORTED.readValue(arguments, Object.class));
        } catch (JsonProcessingException malformed) {
            return arguments;
        }
    }
}
