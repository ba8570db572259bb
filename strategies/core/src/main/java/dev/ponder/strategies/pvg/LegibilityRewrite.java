package dev.ponder.strategies.pvg;

import java.util.Map;

import dev.ponder.api.Answer;
import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.toolkit.answer.AnswerEquivalence;
import dev.ponder.toolkit.answer.AnswerExtractor;
import dev.ponder.toolkit.answer.ExtractedAnswer;
import dev.ponder.toolkit.answer.QuestionHint;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.FenceKind;
import io.smallrye.mutiny.Uni;

/**
 * Rewrites the chosen solution so that it is easy to check. The new text is returned only if its answer is the same, which is
 * why it is not streamed while it is written.
 */
final class LegibilityRewrite {

    private static final String STAGE = "rewrite";
    private static final PromptTemplate TASK = PromptTemplate.of(LegibilityRewrite.class, "rewrite");

    private final Inference inference;
    private final Fence fence;
    private final QuestionHint hint;

    LegibilityRewrite(Inference inference, Fence fence) {
        this.inference = inference;
        this.fence = fence;
        this.hint = QuestionHint.of(inference.request().conversation().question());
    }

    Uni<Answer> of(Answer solution) {
        return inference.compute(solution.characters(), () -> answerOf(solution))
                .chain(answer -> answer.closedForm() && answer.votes() && solution.complete()
                        ? inference.ask(prompt(solution)).chain(rewritten -> checked(solution, answer, rewritten))
                                .onFailure(TolerableFailure::isTolerable)
                                .recoverWithItem(() -> kept(solution, "the call failed"))
                        : Uni.createFrom().item(solution));
    }

    private Uni<Answer> checked(Answer solution, ExtractedAnswer answer, Answer rewritten) {
        inference.progress(Progress.of(STAGE, 1, 1));
        return inference.compute(rewritten.characters(), () -> rewritten.complete() && !rewritten.callsTools()
                && new AnswerEquivalence(hint).equivalent(answer, answerOf(rewritten)))
                .map(same -> same
                        ? rewritten
                        : kept(solution, "the rewritten solution is incomplete or answers otherwise"));
    }

    private Answer kept(Answer solution, String reason) {
        inference.report(new Finding.Degraded(STAGE, reason + ", so the solution was returned as it was"));
        return solution;
    }

    private ExtractedAnswer answerOf(Answer answer) {
        return AnswerExtractor.extract(answer.text(), hint);
    }

    private Prompt prompt(Answer solution) {
        ChatRequest request = inference.request();
        String instructions = TASK.render(Map.of("draft", FenceKind.DRAFT.tag(fence), "block",
                FenceKind.DRAFT.wrap(fence, "solution", SolutionPool.text(solution))));
        return Prompt.inheriting(STAGE,
                request.withConversation(request.conversation().withInstructions(instructions)));
    }
}
