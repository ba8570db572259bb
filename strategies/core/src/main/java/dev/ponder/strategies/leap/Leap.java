package dev.ponder.strategies.leap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.strategies.leap.AttemptStage.Mistake;
import dev.ponder.strategies.leap.AttemptStage.Mistakes;
import dev.ponder.strategies.leap.LeapConfig.Level;
import dev.ponder.toolkit.budget.StageBudget;
import dev.ponder.toolkit.text.FenceKind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Learns principles from the model's mistakes at the examples of a few-shot prompt (LEAP, arXiv:2402.05403), and answers the
 * conversation with these principles, streamed and under the client's parameters. A prompt without examples is answered in one
 * call, and so are further prompts of the same client with the same examples.
 */
@Strategy(id = "leap", title = "Learning principles from mistakes", paper = "arXiv:2402.05403",
        settings = LeapConfig.class, tools = ToolPolicy.FINAL_STAGE,
        summary = "Derives principles from mistakes at the examples in the prompt, and answers by them.")
class Leap implements InferenceStrategy.Streaming {

    private static final PromptTemplate ANSWER = PromptTemplate.of(Leap.class, "answer");

    private final LeapConfig config;
    private final PrincipleCache cache = new PrincipleCache();

    /** @param complete whether further requests may use the principles, because no call failed */
    private record Lesson(List<String> principles, boolean complete) {

        static final Lesson NOTHING_TO_LEARN = new Lesson(List.of(), true);
        static final Lesson FAILED = new Lesson(List.of(), false);
    }

    Leap(LeapConfig config) {
        this.config = config;
    }

    /** Extraction, principles and condensation are repeated once if their reply cannot be read. */
    @Override
    public Cost cost(Settings settings) {
        LeapConfig own = settings.of(config);
        int condensing = own.level() == Level.HIGH && own.maxExamples() > 1 ? 1 : 0;
        return new Cost(2 + own.maxExamples() * (own.samples() + 2) + 2 * condensing + 1, 4 + condensing);
    }

    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        LeapConfig settings = inference.settings().of(config);
        LeapPrompts prompts = LeapPrompts.of(inference, settings);
        ChatRequest request = inference.request();
        if (request.conversation().endsWithToolResult()) {
            return answer(inference, prompts, List.of());
        }
        long characters = request.conversation().messages().stream().mapToLong(message -> message.text().length())
                .sum();
        return inference.compute(characters, () -> FewShotPrompt.of(request.conversation(), settings.maxExamples()))
                .chain(prompt -> prompt.zeroShot()
                        ? Uni.createFrom().item(Lesson.NOTHING_TO_LEARN)
                        : remembered(inference, settings, prompt, () -> lesson(inference, settings, prompts, prompt)))
                .onItem().transformToMulti(lesson -> answer(inference, prompts, lesson.principles()));
    }

    /** The lesson of an earlier request with this prompt, if there is one and the request has no seed. */
    private Uni<Lesson> remembered(Inference inference, LeapConfig settings, FewShotPrompt prompt,
            Supplier<Uni<Lesson>> learning) {
        ChatRequest request = inference.request();
        if (settings.cacheTtl().isZero() || request.seed().isPresent()) {
            return learning.get();
        }
        String client = inference.client();
        return inference.compute(prompt.characters(), () -> PrincipleCache.key(client, request, settings, prompt))
                .chain(key -> cache.get(key, inference.clock().instant(), settings.cacheTtl())
                        .map(principles -> Uni.createFrom().item(new Lesson(principles, true)))
                        .orElseGet(() -> learning.get().invoke(lesson -> {
                            if (lesson.complete()) {
                                cache.put(key, lesson.principles(), inference.clock().instant(), config.cacheSize());
                            }
                        })));
    }

    private Uni<Lesson> lesson(Inference inference, LeapConfig settings, LeapPrompts prompts, FewShotPrompt prompt) {
        StageBudget budget = StageBudget.of(inference);
        if (prompt.source().isEmpty()) {
            return learn(inference, prompts, prompt, budget);
        }
        return new ExtractionStage(inference, prompts).extract(prompt.source()).chain(found -> {
            if (found.isEmpty()) {
                report(inference, ExtractionStage.STAGE, "no examples could be read, so no principles were learned");
                return Uni.createFrom().item(Lesson.FAILED);
            }
            return found.get().zeroShot()
                    ? Uni.createFrom().item(Lesson.NOTHING_TO_LEARN)
                    : remembered(inference, settings, found.get(),
                            () -> learn(inference, prompts, found.get(), budget));
        });
    }

    private static Uni<Lesson> learn(Inference inference, LeapPrompts prompts, FewShotPrompt prompt,
            StageBudget budget) {
        int attempts = budget.affordable(AttemptStage.STAGE,
                prompt.demonstrations().size() * prompts.settings().samples());
        var principles = new PrincipleStage(inference, prompts);
        return new AttemptStage(inference, prompts).mistakes(prompt, attempts)
                .chain(mistakes -> learn(inference, principles, prompts.settings(), prompt, mistakes, budget));
    }

    private static Uni<Lesson> learn(Inference inference, PrincipleStage stage, LeapConfig settings,
            FewShotPrompt prompt,
            Mistakes mistakes, StageBudget budget) {
        List<Mistake> all = mistakes.all().isEmpty() && settings.induce() ? likely(prompt) : mistakes.all();
        int count = budget.affordable(PrincipleStage.LEARN, all.size());
        return stage.learn(prompt.task(), all.subList(0, count)).chain(replies -> {
            boolean complete = mistakes.complete() && count == all.size()
                    && replies.stream().allMatch(Optional::isPresent);
            List<String> principles = PrincipleStage.interleaved(replies.stream().flatMap(Optional::stream).toList());
            if (principles.isEmpty() && !complete) {
                report(inference, PrincipleStage.LEARN, "no principle could be learned");
            }
            boolean several = settings.level() == Level.HIGH && count > 1 && principles.size() > 1;
            return several && budget.affordable(PrincipleStage.CONDENSE, 1) > 0
                    ? stage.condense(principles).map(condensed -> new Lesson(condensed
                            .orElseGet(() -> first(principles, settings)), complete && condensed.isPresent()))
                    : Uni.createFrom().item(new Lesson(first(principles, settings), complete && !several));
        });
    }

    private static List<Mistake> likely(FewShotPrompt prompt) {
        return prompt.demonstrations().stream().map(demonstration -> new Mistake(demonstration, "")).toList();
    }

    private static List<String> first(List<String> principles, LeapConfig settings) {
        return principles.stream().limit(settings.maxPrinciples()).toList();
    }

    private static Multi<AnswerPart> answer(Inference inference, LeapPrompts prompts, List<String> principles) {
        ChatRequest request = inference.request();
        return inference.answer(Prompt.inheriting("answer", principles.isEmpty()
                ? request
                : request.withConversation(request.conversation().withInstructions(ANSWER.render(Map.of(
                        "principle", FenceKind.PRINCIPLE.tag(prompts.fence()),
                        "block", PrincipleStage.block(prompts, principles)))))));
    }

    private static void report(Inference inference, String stage, String reason) {
        inference.report(new Finding.Degraded(stage, reason));
    }
}
