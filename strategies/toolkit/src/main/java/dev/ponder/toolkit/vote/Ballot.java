package dev.ponder.toolkit.vote;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.toolkit.answer.AnswerExtractor;
import dev.ponder.toolkit.answer.AnswerKind;
import dev.ponder.toolkit.answer.ExtractedAnswer;
import dev.ponder.toolkit.answer.QuestionHint;

/**
 * What a candidate votes for: its tool calls, its refusal, the final answer of its text, or without one its whole text. A
 * candidate that was cut off, filtered or ended by a failure, or that is blank, votes for nothing.
 *
 * @param answer what is compared
 * @param whole whether that is the whole text, which no rule could read
 */
record Ballot(Candidate candidate, ExtractedAnswer answer, boolean whole) {

    private static final int MAX_FENCE = 16;
    /** "The final answer is: **…**." */
    private static final int MAX_AROUND = 30;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static Ballot of(Candidate candidate, QuestionHint hint) {
        Answer answer = candidate.answer();
        if (!answer.complete() || answer.blank()) {
            return new Ballot(candidate, ExtractedAnswer.NONE, false);
        }
        if (answer.callsTools()) {
            return new Ballot(candidate, given(AnswerKind.TOOL_CALLS, canonical(answer.toolCalls())), false);
        }
        if (answer.text().isBlank()) {
            return new Ballot(candidate, given(AnswerKind.REFUSAL, answer.refusal()), false);
        }
        ExtractedAnswer found = AnswerExtractor.extract(answer.text(), hint);
        if (found.kind() == AnswerKind.NONE && found.truncated()) {
            return new Ballot(candidate, found, false);
        }
        boolean mentioned = hint.composition() && found.closedForm()
                && found.raw().length() < answer.text().strip().length();
        return found.votes() && !mentioned ? new Ballot(candidate, found, false) : wholeText(candidate);
    }

    /** The same candidate with its whole text as its vote, for an answer that is only a guess. */
    static Ballot wholeText(Candidate candidate) {
        String text = candidate.answer().text().strip();
        return new Ballot(candidate, given(AnswerKind.TEXT, String.join(" ", text.split("\\s+", -1))), true);
    }

    /** Whether the candidate was cut off, filtered, ended by a failure, or is blank. */
    boolean empty() {
        return !answer.votes();
    }

    /**
     * Whether the candidate is nothing but its answer: a value that answers the question in full, or of which a short text
     * consists; tool calls; JSON without text around it; a refusal.
     */
    boolean isNothingElse(QuestionHint hint) {
        String text = candidate.answer().text().strip();
        return switch (answer.kind()) {
            case TOOL_CALLS, REFUSAL -> true;
            case JSON -> text.length() <= answer.raw().length() + MAX_FENCE;
            case TEXT, CODE, LIST, NONE -> false;
            case NUMBER, CHOICE, BOOL, SET, TUPLE, INTERVAL, EXPR -> answer.announced()
                    && (hint.closed() || text.length() <= answer.raw().length() + MAX_AROUND);
        };
    }

    private static ExtractedAnswer given(AnswerKind kind, String text) {
        return new ExtractedAnswer(kind, text, text, 0.5, new ExtractedAnswer.Span(0, 0), null, false, false);
    }

    /** Names and arguments: JSON by value, without regard to the order of members and of calls. */
    private static String canonical(List<ToolCall> calls) {
        return calls.stream().map(call -> call.name() + canonical(call.arguments())).sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String canonical(String arguments) {
        try {
            return canonical(JSON.readTree(arguments.isBlank() ? "{}" : arguments));
        } catch (JsonProcessingException text) {
            return arguments;
        }
    }

    private static String canonical(JsonNode json) {
        if (json.isObject()) {
            Map<String, String> members = new TreeMap<>();
            json.properties().forEach(member -> members.put(member.getKey(), canonical(member.getValue())));
            return members.toString();
        }
        if (json.isArray()) {
            List<String> items = new ArrayList<>();
            json.forEach(item -> items.add(canonical(item)));
            return items.toString();
        }
        return json.isNumber() ? new BigDecimal(json.asText()).stripTrailingZeros().toString() : json.toString();
    }
}
