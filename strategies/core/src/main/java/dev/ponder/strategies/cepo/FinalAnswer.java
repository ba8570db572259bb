package dev.ponder.strategies.cepo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.Candidate;
import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.MiddleTruncation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Step 4: writes the answer from a solution, with the client's parameters. */
final class FinalAnswer {

    private static final String STAGE = "answer";
    private static final PromptTemplate INSTRUCTIONS = PromptTemplate.of(FinalAnswer.class, "answer");

    private final Inference inference;
    private final CepoConfig settings;
    private final Fence fence;

    FinalAnswer(Inference inference, CepoConfig settings) {
        this.inference = inference;
        this.settings = settings;
        this.fence = Fence.of(inference.random());
    }

    /** Whether the settings ask for step 4. */
    static boolean written(CepoConfig settings) {
        return settings.planningMaxTokensStep4().orElse(1) > 0;
    }

    /** The answer of the model alone, for a conversation that continues from a tool result. */
    Multi<AnswerPart> plain() {
        return inference.answer(Prompt.inheriting(STAGE, inference.request()));
    }

    /** The answer of the model alone, because there is no solution. */
    Multi<AnswerPart> direct() {
        inference.report(new Finding.Degraded(STAGE,
                "no plan was carried out to its end, so the model answered without one"));
        return inference.answer(prompt(inference.request(), "planning_temperature_direct_resp",
                settings.planningTemperatureDirectResp(), settings.planningMaxTokensDirectResp()));
    }

    /** The answer from a solution, or the solution itself if the settings or a failed call leave nothing else. */
    Multi<AnswerPart> from(Answer solution) {
        Multi<AnswerPart> answer = written(settings)
                ? inference.compute(solution.characters(), () -> prompt(solution)).onItem()
                        .transformToMulti(prompt -> orSolution(inference.answer(prompt), solution))
                : parts(solution);
        return settings.printOutput()
                ? Multi.createBy().concatenating()
                        .streams(Multi.createFrom().item(new AnswerPart.Reasoning(solution.text() + "\n\n")), answer)
                : answer;
    }

    /** An answer from each solution, with the same index; the solutions themselves if all calls fail. */
    Uni<List<Candidate>> fromEach(List<Candidate> solutions) {
        long characters = solutions.stream().mapToLong(solution -> solution.answer().characters()).sum();
        return inference.compute(characters, () -> solutions.stream().map(each -> prompt(each.answer())).toList())
                .onItem().transformToMulti(inference::sample)
                .collect().in(ArrayList<Candidate>::new, (answers, answer) -> {
                    answers.add(answer);
                    inference.progress(Progress.of(STAGE, answers.size(), solutions.size()));
                })
                .map(List::<Candidate>copyOf)
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(failure -> {
                    degraded();
                    return solutions;
                });
    }

    /** A whole answer as parts. */
    static Multi<AnswerPart> parts(Answer answer) {
        var parts = new ArrayList<AnswerPart>();
        if (!answer.reasoning().isEmpty()) {
            parts.add(new AnswerPart.Reasoning(answer.reasoning()));
        }
        if (!answer.text().isEmpty()) {
            parts.add(new AnswerPart.Text(answer.text(), answer.logprobs()));
        }
        if (!answer.refusal().isEmpty()) {
            parts.add(new AnswerPart.Refusal(answer.refusal()));
        }
        for (int i = 0; i < answer.toolCalls().size(); i++) {
            var call = answer.toolCalls().get(i);
            parts.add(new AnswerPart.ToolCallDelta(i, call.id(), call.name(), call.arguments(), call.type(),
                    call.extra()));
        }
        if (!answer.extra().isEmpty()) {
            parts.add(new AnswerPart.Extra(answer.extra()));
        }
        parts.add(new AnswerPart.Finish(answer.finishReason()));
        return Multi.createFrom().iterable(parts);
    }

    /** Replaces an answer that fails before its first content, or ends without any. */
    private Multi<AnswerPart> orSolution(Multi<AnswerPart> answer, Answer solution) {
        var started = new AtomicBoolean();
        return answer
                .onItem().<AnswerPart>transformToIterable(part -> {
                    if (part instanceof AnswerPart.Finish end && !started.get() && end.reason().complete()) {
                        degraded();
                        return List.of(new AnswerPart.Text(solution.text()), new AnswerPart.Finish(FinishReason.STOP));
                    }
                    started.compareAndSet(false, hasContent(part));
                    return List.of(part);
                })
                .onFailure(failure -> !started.get() && TolerableFailure.isTolerable(failure)).recoverWithMulti(() -> {
                    degraded();
                    return parts(solution);
                });
    }

    private static boolean hasContent(AnswerPart part) {
        return part instanceof AnswerPart.Text text && !text.text().isBlank()
                || part instanceof AnswerPart.ToolCallDelta || part instanceof AnswerPart.Refusal
                || part instanceof AnswerPart.Extra extra && !extra.members().message().isEmpty();
    }

    private void degraded() {
        inference.report(new Finding.Degraded(STAGE,
                "the call that writes the answer failed or returned nothing, so the best solution was returned"));
    }

    private Prompt prompt(Answer solution) {
        ChatRequest request = inference.request();
        String block = FenceKind.DRAFT.wrap(fence, "solution",
                MiddleTruncation.of(solution.text(), settings.proposalMaxChars()));
        String instructions = INSTRUCTIONS.render(Map.of("draft", FenceKind.DRAFT.tag(fence),
                "tools", request.offersTools(), "solution", block));
        return prompt(request.withConversation(request.conversation().withInstructions(instructions)),
                "planning_temperature_step4", settings.planningTemperatureStep4(), settings.planningMaxTokensStep4());
    }

    /** The temperature of the strategy's parameter if the request sets it, else the client's, else the setting. */
    private Prompt prompt(ChatRequest request, String parameter, double temperature, OptionalInt maxTokens) {
        Prompt prompt = Prompt.inheriting(STAGE, request);
        Prompt tempered = inference.settings().requested(parameter)
                ? prompt.withTemperature(temperature)
                : prompt.withDefaultTemperature(temperature);
        return maxTokens.isPresent() ? tempered.withDefaultMaxTokens(maxTokens.getAsInt()) : tempered;
    }
}
