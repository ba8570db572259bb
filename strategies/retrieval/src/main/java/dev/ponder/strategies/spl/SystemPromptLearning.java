package dev.ponder.strategies.spl;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Fence;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Role;
import dev.ponder.strategies.spl.SplConfig.Feedback;
import dev.ponder.strategies.spl.StrategyBook.LearnedStrategy;
import dev.ponder.strategies.spl.StrategyLibrary.OpenOutcome;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.MiddleTruncation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * Adds strategies that were learned for problems of the same kind to the instructions, and streams the answer. A learning
 * request judges an earlier answer and writes a strategy while its own answer is generated; the answer does not wait for that.
 */
@Strategy(id = "spl", title = "System prompt learning", settings = SplConfig.class, tools = ToolPolicy.FINAL_STAGE,
        summary = "Learns strategies for kinds of problems and adds those that have helped to the instructions.",
        enabled = false)
class SystemPromptLearning implements InferenceStrategy.Streaming {

    private static final PromptTemplate ANSWER = PromptTemplate.of(SystemPromptLearning.class, "answer");

    private final SplConfig config;
    private final StrategyLibrary library;

    @Inject
    SystemPromptLearning(SplConfig config) {
        this(config, task -> Infrastructure.getDefaultWorkerPool().execute(task));
    }

    SystemPromptLearning(SplConfig config, Executor background) {
        this.config = config;
        this.library = new StrategyLibrary(config.directory()
                .map(directory -> new BookFile(Path.of(directory), config.maxFileBytes(), config.maxClients()))
                .orElse(null), config.maxClients(), background);
    }

    /** The classification with its repair, the answer, and in a learning request a verdict and a new strategy beside it. */
    @Override
    public Cost cost(Settings settings) {
        return new Cost(settings.of(config).learning() ? 5 : 3, 2);
    }

    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        SplConfig settings = inference.settings().of(config);
        String client = inference.client();
        return inference.blocking(() -> {
            if (settings.forget()) {
                library.forget(client);
            }
            return library.book(client);
        }).onItem().transformToMulti(book -> {
            feedback(inference, settings);
            boolean nothing = inference.request().conversation().endsWithToolResult()
                    || book.hasNone() && !settings.learning();
            return nothing
                    ? inference.answer(Prompt.inheriting("answer", inference.request()))
                    : answer(inference, settings);
        });
    }

    private Multi<AnswerPart> answer(Inference inference, SplConfig settings) {
        Fence fence = Fence.of(inference.random());
        var stage = new LearningStage(inference, settings, fence);
        String question = MiddleTruncation.of(
                inference.request().conversation().question(), LearningStage.MAX_CHARACTERS);
        return stage.classify(question).onItem().transformToMulti(type -> {
            boolean control = settings.learning() && inference.random().nextDouble() < settings.control();
            List<LearnedStrategy> chosen = control
                    ? List.of()
                    : library.book(inference.client()).chosen(type, settings.learning(), settings.minRate(),
                            settings.maxStrategies());
            inference.progress(new Progress("classify", 1, 1, type.id() + chosen.stream().map(LearnedStrategy::id)
                    .collect(Collectors.joining(", ", ": ", ""))));
            Multi<AnswerPart> answer = inference.answer(Prompt.inheriting("answer",
                    instructed(inference.request(), fence, chosen)));
            return settings.learning() ? learning(inference, settings, stage, type, question, chosen, answer) : answer;
        });
    }

    private static ChatRequest instructed(ChatRequest request, Fence fence, List<LearnedStrategy> chosen) {
        return chosen.isEmpty()
                ? request
                : request.withConversation(request.conversation().withInstructions(ANSWER.render(Map.of(
                        "principle", FenceKind.PRINCIPLE.tag(fence),
                        "blocks", chosen.stream()
                                .map(strategy -> FenceKind.PRINCIPLE.wrap(fence, strategy.id(), strategy.text()))
                                .collect(Collectors.joining("\n\n"))))));
    }

    /** Learns while the answer is generated: the answer starts first, and its end cancels the rest of the learning. */
    private Multi<AnswerPart> learning(Inference inference, SplConfig settings, LearningStage stage, ProblemType type,
            String question, List<LearnedStrategy> chosen, Multi<AnswerPart> answer) {
        Multi<Optional<AnswerPart>> learning = Uni.createFrom().deferred(() -> Uni.join()
                .all(judged(inference, settings, stage), written(inference, settings, stage, type, question))
                .andFailFast())
                .onFailure().recoverWithNull()
                .onItem().transformToMulti(learned -> Multi.createFrom().empty());
        Multi<Optional<AnswerPart>> parts = awaiting(inference, type, question, chosen, answer).map(Optional::of);
        return settings.finishLearning()
                ? Multi.createBy().merging().streams(parts, learning).map(Optional::orElseThrow)
                : Multi.createBy().merging().streams(parts.onCompletion().continueWith(Optional.empty()), learning)
                        .select().first(Optional::isPresent).map(Optional::orElseThrow);
    }

    /** The same parts; the answer then waits for its outcome. */
    private Multi<AnswerPart> awaiting(Inference inference, ProblemType type, String question,
            List<LearnedStrategy> chosen, Multi<AnswerPart> answer) {
        return Multi.createFrom().deferred(() -> {
            var text = new StringBuilder();
            return answer
                    .onItem().invoke(part -> {
                        if (part instanceof AnswerPart.Text next && text.length() <= LearningStage.MAX_CHARACTERS) {
                            text.append(next.text());
                        }
                    })
                    .onCompletion().invoke(() -> {
                        if (!text.isEmpty()) {
                            library.add(inference.client(), new OpenOutcome(type,
                                    chosen.stream().map(LearnedStrategy::id).toList(), question,
                                    MiddleTruncation.of(text.toString(), LearningStage.MAX_CHARACTERS),
                                    inference.clock().instant()));
                        }
                    });
        });
    }

    /** Judges the oldest answer that waits. An answer whose judge is cancelled waits again. */
    private Uni<Void> judged(Inference inference, SplConfig settings, LearningStage stage) {
        String client = inference.client();
        return library.next(client, inference.clock().instant(), settings.judgeWithin())
                .map(open -> stage.judge(open)
                        .onCancellation().invoke(() -> library.add(client, open))
                        .invoke(verdict -> verdict.ifPresent(success -> credit(client, open, success)))
                        .replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> written(Inference inference, SplConfig settings, LearningStage stage, ProblemType type,
            String question) {
        String client = inference.client();
        return library.book(client).wantsStrategy(type, settings.minRate(), settings.maxStored())
                ? stage.write(type, question)
                        .invoke(written -> written.ifPresent(strategy -> library.update(client,
                                book -> book.plus(type, strategy, settings.maxStored()))))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private void feedback(Inference inference, SplConfig settings) {
        if (settings.feedback() == Feedback.NONE) {
            return;
        }
        inference.request().conversation().messages().stream()
                .filter(message -> message.role().equals(Role.ASSISTANT)).reduce((first, second) -> second)
                .map(message -> MiddleTruncation.of(message.text(), LearningStage.MAX_CHARACTERS))
                .flatMap(last -> library.answered(inference.client(), last))
                .ifPresent(open -> credit(inference.client(), open, settings.feedback() == Feedback.GOOD));
    }

    private void credit(String client, OpenOutcome open, boolean success) {
        library.update(client, book -> book.credited(open.type(), open.strategies(), success));
    }
}
