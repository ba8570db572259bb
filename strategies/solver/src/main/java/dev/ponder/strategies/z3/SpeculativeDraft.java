package dev.ponder.strategies.z3;

import java.util.ArrayList;
import java.util.List;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.ExtraMembers;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.strategies.z3.process.Binding;
import dev.ponder.toolkit.answer.AnswerEquivalence;
import dev.ponder.toolkit.answer.AnswerExtractor;
import dev.ponder.toolkit.answer.ExtractedAnswer;
import dev.ponder.toolkit.answer.QuestionHint;

/**
 * The model's answer without the solver.
 *
 * @param answer the answer
 * @param result the final answer that its text announces; none if it announces none
 * @param hint what the question asks for
 */
record SpeculativeDraft(Answer answer, ExtractedAnswer result, QuestionHint hint) {

    static SpeculativeDraft of(Answer answer, String question) {
        QuestionHint hint = QuestionHint.of(question);
        return new SpeculativeDraft(answer, AnswerExtractor.extract(answer.text(), hint), hint);
    }

    /** Whether the draft announces one of the values that the solver found. */
    boolean agreesWith(Attempt attempt) {
        var equivalence = new AnswerEquivalence(hint);
        return attempt.results().stream().flatMap(query -> query.values().stream()).map(Binding::value)
                .anyMatch(value -> equivalence.equivalent(result,
                        AnswerExtractor.extract("\\boxed{" + value + "}", hint)));
    }

    /** The announced answer, if it is a value and none of those that the solver found; empty otherwise. */
    String contradiction(Attempt attempt) {
        boolean comparable = result.votes() && result.closedForm()
                && attempt.results().stream().anyMatch(query -> !query.values().isEmpty());
        return comparable && !agreesWith(attempt) ? result.raw() : "";
    }

    /** The draft as the answer of the strategy. */
    List<AnswerPart> parts() {
        List<AnswerPart> parts = new ArrayList<>();
        if (!answer.extra().equals(ExtraMembers.NONE)) {
            parts.add(new AnswerPart.Extra(answer.extra()));
        }
        if (!answer.reasoning().isEmpty()) {
            parts.add(new AnswerPart.Reasoning(answer.reasoning()));
        }
        if (!answer.text().isEmpty() || answer.logprobs() != null) {
            parts.add(new AnswerPart.Text(answer.text(), answer.logprobs()));
        }
        if (!answer.refusal().isEmpty()) {
            parts.add(new AnswerPart.Refusal(answer.refusal()));
        }
        for (int i = 0; i < answer.toolCalls().size(); i++) {
            ToolCall call = answer.toolCalls().get(i);
            parts.add(new AnswerPart.ToolCallDelta(i, call.id(), call.name(), call.arguments(), call.type(),
                    call.extra()));
        }
        parts.add(new AnswerPart.Finish(answer.finishReason()));
        return parts;
    }
}
