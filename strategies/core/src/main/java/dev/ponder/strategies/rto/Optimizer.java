package dev.ponder.strategies.rto;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Conversation;
import dev.ponder.strategies.rto.Trip.BehaviourReview;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.FencedConversation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Writes the last answer from the programs of a round trip. While it is unknown whether they behave alike, a model compares
 * them, and the answer is already being written; if they do, the first answer replaces it.
 */
final class Optimizer {

    private static final String COMPARE = "compare";
    private static final String OPTIMIZE = "optimize";
    private static final PromptTemplate COMPARISON = PromptTemplate.of(Optimizer.class, COMPARE);
    private static final PromptTemplate TASK = PromptTemplate.of(Optimizer.class, OPTIMIZE);

    private final Inference inference;
    private final Fence fence;

    Optimizer(Inference inference, Fence fence) {
        this.inference = inference;
        this.fence = fence;
    }

    Multi<AnswerPart> answer(Trip trip) {
        return inference.compute(trip.characters(), () -> prompt(trip)).onItem().transformToMulti(
                prompt -> SpeculativeAnswer.parts(trip.deviates() ? Uni.createFrom().item(false) : equivalent(trip),
                        inference.answer(prompt), trip.first().parts(), this::report));
    }

    private Uni<Boolean> equivalent(Trip trip) {
        String instructions = COMPARISON.render(Map.of("question", FenceKind.QUESTION.tag(fence), "candidate",
                FenceKind.CANDIDATE.tag(fence)));
        return inference.compute(trip.characters(),
                () -> FencedConversation.of(inference.request().conversation()).message(fence,
                        blocks(FenceKind.CANDIDATE, "P", trip.first().programs().text(), trip)))
                .chain(material -> BehaviourReview.AGAINST_EACH_OTHER.ask(inference,
                        Prompt.internal(COMPARE, Conversation.of(ChatMessage.system(instructions), material))))
                .map(review -> {
                    inference.progress(Progress.of(COMPARE, 1, 1));
                    if (review.isEmpty()) {
                        report("no comparison could be read, so the answer was written from all programs");
                    }
                    return review.map(BehaviourReview::passed).orElse(false);
                });
    }

    private Prompt prompt(Trip trip) {
        ChatRequest request = inference.request();
        List<String> remarks = trip.review().map(BehaviourReview::remarks).orElse(List.of());
        String critique = remarks.isEmpty()
                ? ""
                : "\n\n" + FenceKind.CRITIQUE.wrap(fence, "review",
                        remarks.stream().map(remark -> "- " + remark).collect(Collectors.joining("\n")));
        String instructions = TASK.render(Map.of("draft", FenceKind.DRAFT.tag(fence),
                "critique", critique.isEmpty() ? "" : FenceKind.CRITIQUE.tag(fence),
                "several", !trip.regenerated().isEmpty(),
                "blocks", blocks(FenceKind.DRAFT, "", trip.first().text(), trip) + critique));
        return Prompt.inheriting(OPTIMIZE,
                request.withConversation(request.conversation().withInstructions(instructions)));
    }

    /** The first text under the label 1, then each regenerated program. */
    private String blocks(FenceKind kind, String label, String first, Trip trip) {
        return kind.wrap(fence, label + 1, first) + IntStream.range(0, trip.regenerated().size())
                .mapToObj(i -> "\n\n" + kind.wrap(fence, label + (i + 2), trip.regenerated().get(i).text()))
                .collect(Collectors.joining());
    }

    private void report(String reason) {
        inference.report(new Finding.Degraded(OPTIMIZE, reason));
    }
}
