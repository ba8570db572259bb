package dev.ponder.strategies.rto;

import java.util.List;
import java.util.stream.Collectors;

import dev.ponder.api.AnswerPart;
import dev.ponder.toolkit.answer.QuestionHint;

/**
 * The first answer.
 *
 * @param parts its parts, as the upstream sent them
 * @param text its text
 * @param programs its programs; none if it is incomplete or calls tools
 */
record FirstAnswer(List<AnswerPart> parts, String text, ProgramBlocks programs) {

    FirstAnswer {
        parts = List.copyOf(parts);
    }

    static FirstAnswer of(List<AnswerPart> parts, QuestionHint hint) {
        String text = parts.stream()
                .map(part -> part instanceof AnswerPart.Text piece ? piece.text() : "").collect(Collectors.joining());
        boolean complete = parts.stream().noneMatch(part -> part instanceof AnswerPart.ToolCallDelta
                || (part instanceof AnswerPart.Finish finish && !finish.reason().complete()));
        return new FirstAnswer(parts, text, complete ? ProgramBlocks.of(text, hint) : ProgramBlocks.NONE);
    }
}
