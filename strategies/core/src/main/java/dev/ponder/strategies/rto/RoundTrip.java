package dev.ponder.strategies.rto;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Fence;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.strategies.rto.Trip.BehaviourReview;
import dev.ponder.toolkit.answer.QuestionHint;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.FencedConversation;
import io.smallrye.mutiny.Uni;

/**
 * From programs to a description and back to programs. The description is written without the request, and the programs
 * without the first ones; the description is reviewed against the request at the same time. A stage that fails tolerably is
 * missing in the result.
 */
final class RoundTrip {

    private static final String DESCRIBE = "describe";
    private static final String REGENERATE = "regenerate";
    private static final String REVIEW = "review";
    private static final PromptTemplate DESCRIPTION = PromptTemplate.of(RoundTrip.class, DESCRIBE);
    private static final PromptTemplate REGENERATION = PromptTemplate.of(RoundTrip.class, REGENERATE);
    /** What the regeneration asks for. */
    private static final QuestionHint FOR_PROGRAM = QuestionHint.of("Write the program.");
    private static final PromptTemplate REVIEWING = PromptTemplate.of(RoundTrip.class, REVIEW);

    private final Inference inference;
    private final RoundTripOptimizationConfig settings;
    private final Fence fence;

    RoundTrip(Inference inference, RoundTripOptimizationConfig settings) {
        this.inference = inference;
        this.settings = settings;
        this.fence = Fence.of(inference.random());
    }

    Fence fence() {
        return fence;
    }

    Uni<Trip> of(FirstAnswer first) {
        return describe(first.programs()).chain(description -> description.isEmpty()
                ? Uni.createFrom().item(new Trip(first, "", List.of(), Optional.empty(), false))
                : Uni.combine().all().unis(regenerate(description), review(first, description)).asTuple()
                        .chain(both -> trip(first, description, both.getItem1(), both.getItem2())));
    }

    private Uni<String> describe(ProgramBlocks programs) {
        ChatMessage material = ChatMessage.user(FenceKind.DRAFT.wrap(fence, "program", programs.text()));
        Prompt prompt = Prompt.internal(DESCRIBE, Conversation.of(ChatMessage.system(DESCRIPTION.render(
                Map.of("draft", FenceKind.DRAFT.tag(fence)))), material));
        return inference.ask(settings.descriptionMaxTokens().isPresent()
                ? prompt.withMaxTokens(settings.descriptionMaxTokens().getAsInt())
                : prompt)
                .map(reply -> reply.complete() ? reply.text().strip() : "")
                .onFailure(TolerableFailure::isTolerable).recoverWithItem("")
                .invoke(() -> inference.progress(Progress.of(DESCRIBE, 1, 1)));
    }

    private Uni<List<Answer>> regenerate(String description) {
        Prompt prompt = Prompt.internal(REGENERATE, Conversation.of(ChatMessage.user(REGENERATION.render(Map.of("plan",
                FenceKind.PLAN.tag(fence), "block", FenceKind.PLAN.wrap(fence, "description", description))))))
                .withTemperature(settings.regenerationTemperature());
        return inference.sample(prompt, settings.samples())
                .collect().in(ArrayList<Candidate>::new, (written, candidate) -> {
                    written.add(candidate);
                    inference.progress(Progress.of(REGENERATE, written.size(), settings.samples()));
                })
                .map(written -> written.stream().sorted(Candidate.TIE_BREAK).map(Candidate::answer)
                        .filter(Answer::complete).toList())
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(List.of());
    }

    private Uni<Optional<BehaviourReview>> review(FirstAnswer first, String description) {
        if (!settings.review()) {
            return Uni.createFrom().item(Optional.empty());
        }
        String instructions = REVIEWING.render(Map.of("question", FenceKind.QUESTION.tag(fence), "plan",
                FenceKind.PLAN.tag(fence), "candidate", FenceKind.CANDIDATE.tag(fence)));
        ChatMessage material = FencedConversation.of(inference.request().conversation()).message(fence,
                FenceKind.PLAN.wrap(fence, "description", description) + "\n\n"
                        + FenceKind.CANDIDATE.wrap(fence, "program", first.text()));
        return BehaviourReview.AGAINST_REQUEST
                .ask(inference, Prompt.internal(REVIEW, Conversation.of(ChatMessage.system(instructions), material)))
                .invoke(() -> inference.progress(Progress.of(REVIEW, 1, 1)));
    }

    private Uni<Trip> trip(FirstAnswer first, String description, List<Answer> replies,
            Optional<BehaviourReview> review) {
        long characters = replies.stream().mapToLong(Answer::characters).sum() + first.text().length();
        return inference.compute(characters, () -> {
            List<ProgramBlocks> regenerated = replies.stream().map(reply -> ProgramBlocks.of(reply.text(), FOR_PROGRAM))
                    .filter(programs -> !programs.isEmpty()).toList();
            return new Trip(first, description, regenerated, review,
                    regenerated.stream().allMatch(first.programs()::sameTokens));
        });
    }
}
