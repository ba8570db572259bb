package dev.ponder.strategies.genselect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.toolkit.answer.ReasoningText;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.MiddleTruncation;
import io.smallrye.mutiny.Uni;

/**
 * The answer from a selection: the best candidate, or an answer that a last call writes from the best candidates when
 * the comparisons find none right.
 */
final class Refinement {

    private static final String STAGE = "refine";
    private static final PromptTemplate INSTRUCTIONS = PromptTemplate.of(Refinement.class, "refine");
    private static final int MOST_DRAFTS = 4;

    private final Inference inference;
    private final GenSelectConfig settings;

    Refinement(Inference inference, GenSelectConfig settings) {
        this.inference = inference;
        this.settings = settings;
    }

    Uni<Answer> answer(Selection selection) {
        List<Answer> ranked = selection.ranked().stream().map(Candidate::answer).toList();
        Answer best = settings.includeReasoning()
                ? selection.reasoning().map(text -> withReasoning(ranked.get(0), text)).orElse(ranked.get(0))
                : ranked.get(0);
        Answer selected = best.withRunnersUp(ranked.stream().skip(1).filter(answer -> !answer.blank()).toList());
        boolean refines = settings.refine() && selection.noneCorrect() && !best.callsTools();
        return refines ? refined(selected) : Uni.createFrom().item(selected);
    }

    private Uni<Answer> refined(Answer selected) {
        List<Answer> drafts = Stream.concat(Stream.of(selected), selected.runnersUp().stream()).limit(MOST_DRAFTS)
                .toList();
        return inference.ask(prompt(drafts))
                .map(answer -> answer.complete() && !answer.blank() ? Optional.of(answer) : Optional.<Answer>empty())
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(Optional.empty())
                .map(refined -> refined.map(answer -> answer.withRunnersUp(Stream.concat(
                        Stream.of(selected.withRunnersUp(List.of())), selected.runnersUp().stream()).toList()))
                        .orElseGet(() -> unrefined(selected)));
    }

    private Answer unrefined(Answer selected) {
        inference.report(new Finding.Degraded(STAGE,
                "no comparison found an answer right, and the call that improves them failed, so the best was chosen"));
        return selected;
    }

    private Prompt prompt(List<Answer> drafts) {
        Fence fence = Fence.of(inference.random());
        String blocks = IntStream.range(0, drafts.size())
                .mapToObj(i -> FenceKind.DRAFT.wrap(fence, String.valueOf(i + 1), MiddleTruncation
                        .of(ReasoningText.split(drafts.get(i).text()).answer(), settings.candidateMaxChars())))
                .collect(Collectors.joining("\n\n"));
        ChatRequest request = inference.request();
        return Prompt.inheriting(STAGE, request.withConversation(request.conversation()
                .withInstructions(INSTRUCTIONS.render(Map.of("draft", FenceKind.DRAFT.tag(fence), "blocks", blocks)))));
    }

    private static Answer withReasoning(Answer answer, String comparison) {
        String reasoning = answer.reasoning().isBlank() ? comparison : answer.reasoning() + "\n\n" + comparison;
        return new Answer(answer.text(), reasoning, answer.toolCalls(), answer.refusal(), answer.finishReason(),
                answer.logprobs(), answer.runnersUp(), answer.extra());
    }
}
