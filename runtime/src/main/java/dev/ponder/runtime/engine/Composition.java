package dev.ponder.runtime.engine;

import java.util.ArrayList;
import java.util.List;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.strategy.StrategyExpression;
import dev.ponder.runtime.strategy.StrategyExpression.Pipeline;
import dev.ponder.runtime.strategy.StreamingMode;
import dev.ponder.runtime.stream.MergedStreams;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Turns the prompts, branches and choices of a request into pipelines, and numbers their choices: prompt by prompt,
 * within a prompt branch by branch.
 */
final class Composition {

    private final List<Pipeline> branches;
    private final RequestContext context;
    private final int choices;

    Composition(StrategyExpression expression, RequestContext context) {
        this.branches = expression.branches();
        this.context = context;
        this.choices = context.request().choices();
    }

    Multi<ChoicePart> parts() {
        List<ChatRequest> prompts = context.request().prompts();
        var parts = new ArrayList<Multi<ChoicePart>>();
        for (int i = 0; i < prompts.size(); i++) {
            parts.add(branches(prompts.get(i), i * branches.size() * choices));
        }
        return parts.size() == 1 ? parts.get(0) : MergedStreams.of(parts);
    }

    private Multi<ChoicePart> branches(ChatRequest prompt, int first) {
        var parts = new ArrayList<Multi<ChoicePart>>();
        for (int i = 0; i < branches.size(); i++) {
            parts.add(choices(branches.get(i), prompt, first + i * choices));
        }
        return parts.size() == 1 ? parts.get(0) : new BranchMerger(parts).merged();
    }

    /**
     * Several choices of a strategy that keeps a pool of candidates come from one run. Any other pipeline runs once per
     * choice.
     */
    private Multi<ChoicePart> choices(Pipeline pipeline, ChatRequest prompt, int first) {
        if (pipeline.streaming() == StreamingMode.EMULATED && choices > 1) {
            return runner(pipeline, first, 0).answer(prompt)
                    .onItem().transformToMulti(best -> choicesOfPool(best, pipeline, prompt, first));
        }
        var runs = new ArrayList<Multi<ChoicePart>>();
        for (int i = 0; i < choices; i++) {
            runs.add(numbered(runner(pipeline, first, i).parts(prompt), first + i));
        }
        return MergedStreams.of(runs);
    }

    /** The best answer and its runners-up; if these are too few, the pipeline runs again. */
    private Multi<ChoicePart> choicesOfPool(Answer best, Pipeline pipeline, ChatRequest prompt, int first) {
        var answers = new ArrayList<Uni<Answer>>();
        answers.add(Uni.createFrom().item(best));
        best.runnersUp().forEach(next -> answers.add(Uni.createFrom().item(next)));
        while (answers.size() < choices) {
            answers.add(runner(pipeline, first, answers.size()).answer(prompt));
        }
        var parts = new ArrayList<Multi<ChoicePart>>();
        for (int i = 0; i < choices; i++) {
            parts.add(numbered(answers.get(i).onItem().transformToMulti(context.emulator()::emulate), first + i));
        }
        return MergedStreams.of(parts);
    }

    private PipelineRunner runner(Pipeline pipeline, int first, int choice) {
        return new PipelineRunner(context.ofRun(first + choice, choice), pipeline.strategies());
    }

    private static Multi<ChoicePart> numbered(Multi<AnswerPart> parts, int choice) {
        return parts.onItem().transform(part -> new ChoicePart(choice, part));
    }
}
