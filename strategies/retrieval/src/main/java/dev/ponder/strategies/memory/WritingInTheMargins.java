package dev.ponder.strategies.memory;

import java.util.List;
import java.util.Optional;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Fence;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.error.RequestException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Reads an input that is longer than the context window page by page, in parallel, and writes the answer from the notes,
 * streamed and under the client's parameters. An input that fits is answered by one call.
 */
@Strategy(id = "memory", title = "Writing in the margins", paper = "arXiv:2408.14906", settings = MemoryConfig.class,
        summary = "Reads long inputs page by page, notes what concerns the question, and answers from the notes.",
        tools = ToolPolicy.FINAL_STAGE)
class WritingInTheMargins implements InferenceStrategy.Streaming {

    private static final int RECALLED = 8;

    private final MemoryConfig config;
    private final ClientMemory memory = new ClientMemory();

    WritingInTheMargins(MemoryConfig config) {
        this.config = config;
    }

    @Override
    public Cost cost(Settings settings) {
        return new Cost(settings.of(config).maxPages() + 1, 2);
    }

    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        MemoryConfig settings = inference.settings().of(config);
        if ((settings.recall() || settings.remember() || settings.forget()) && !settings.store().enabled()) {
            return Multi.createFrom().failure(RequestException.forbidden("ponder.memory",
                    "ponder.memory: recall, remember and forget are not allowed on this server"
                            + " (see ponder.strategies.memory.store.enabled)"));
        }
        if (settings.forget()) {
            memory.forget(inference.client());
        }
        return recalled(inference, settings)
                .onItem().transformToMulti(stored -> plan(inference, settings)
                        .onItem().transformToMulti(plan -> answer(inference, settings, plan, stored)));
    }

    private static Uni<Optional<ReadingPlan>> plan(Inference inference, MemoryConfig settings) {
        long tokens = inference.budget().remainingTokens();
        return inference.compute(ReadingPlan.characters(inference.request()),
                () -> ReadingPlan.of(inference.request(), settings, tokens));
    }

    private Multi<AnswerPart> answer(Inference inference, MemoryConfig settings, Optional<ReadingPlan> plan,
            List<String> stored) {
        Fence fence = Fence.of(inference.random());
        var answer = new NotedAnswer(inference, fence);
        if (plan.isEmpty()) {
            return remembered(inference, settings, inference.request().conversation().question(),
                    answer.plain(inference.request(), stored));
        }
        return new MarginStage(inference, settings, fence, plan.get()).notes()
                .invoke(notes -> rememberNotes(inference, settings, notes))
                .onItem().transformToMulti(notes -> remembered(inference, settings,
                        plan.get().request().conversation().question(),
                        answer.fromNotes(plan.get(), notes, stored)));
    }

    private Uni<List<String>> recalled(Inference inference, MemoryConfig settings) {
        if (!settings.recall()) {
            return Uni.createFrom().item(List.of());
        }
        String client = inference.client();
        String question = inference.request().conversation().question();
        var now = inference.clock().instant();
        long characters = (long) settings.store().maxItems() * settings.store().maxChars();
        return inference.compute(characters, () -> memory.recall(client, question, RECALLED, settings.store(), now));
    }

    private void rememberNotes(Inference inference, MemoryConfig settings, List<MarginNotes> notes) {
        if (settings.remember()) {
            notes.stream().filter(MarginNotes::relevant).forEach(note -> memory.remember(inference.client(),
                    "From a document of " + today(inference) + ":\n" + note.text(), settings.store(),
                    inference.clock().instant()));
        }
    }

    /** The same parts; the text is stored with the question when the answer is complete. */
    private Multi<AnswerPart> remembered(Inference inference, MemoryConfig settings, String question,
            Multi<AnswerPart> answer) {
        if (!settings.remember()) {
            return answer;
        }
        return Multi.createFrom().deferred(() -> {
            var text = new StringBuilder();
            return answer
                    .onItem().invoke(part -> {
                        if (part instanceof AnswerPart.Text next && text.length() < settings.store().maxChars()) {
                            text.append(next.text());
                        }
                    })
                    .onCompletion().invoke(() -> memory.remember(inference.client(), "Question of " + today(inference)
                            + ":\n" + question.strip() + "\n\nAnswer:\n" + text, settings.store(),
                            inference.clock().instant()));
        });
    }

    private static String today(Inference inference) {
        return inference.clock().instant().toString().substring(0, 10);
    }
}
