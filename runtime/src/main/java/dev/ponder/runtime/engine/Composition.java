package dev.ponder.runtime.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.ponder.api.Answer;
import dev.ponder.api.AnswerPart;
import dev.ponder.api.Finding;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.engine.BranchMerger.Branch;
import dev.ponder.runtime.strategy.StrategyExpression;
import dev.ponder.runtime.strategy.StrategyExpression.Pipeline;
import dev.ponder.runtime.strategy.StreamingMode;
import dev.ponder.runtime.stream.MergedStreams;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Turns the prompts, branches and choices of a request into pipelines, and numbers their choices: prompt by prompt,
 * within a prompt branch by branch, without the branches that fail.
 */
final class Composition {

    private static final Finding LOST = new Finding.Degraded("branch", "failed, so its choice is left out");

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
        if (branches.size() > 1) {
            return new BranchMerger(branchesOf(prompts)).merged();
        }
        if (prompts.size() == 1) {
            return choices(branches.get(0), prompts.get(0), 0);
        }
        int all = prompts.size() * choices;
        return MergedStreams.of(IntStream.range(0, prompts.size())
                .mapToObj(i -> choices(branches.get(0), prompts.get(i), i * choices)
                        .onItem().transform(part -> part.renumbered(i * choices + part.choice(), all)))
                .toList());
    }

    private List<Branch> branchesOf(List<ChatRequest> prompts) {
        var all = new ArrayList<Branch>();
        for (ChatRequest prompt : prompts) {
            LossTolerance losses = LossTolerance.of(branches.size(), 1);
            for (Pipeline pipeline : branches) {
                all.add(new Branch(choices(pipeline, prompt, all.size() * choices), choices, losses,
                        () -> context.trace().report(pipeline.toString(), LOST)));
            }
        }
        return all;
    }

    /**
     * The choices of a pipeline for a prompt, numbered from 0. Several choices of a strategy that keeps a pool of candidates
     * come from one run. Any other pipeline runs once per choice.
     *
     * @param firstRun the number of the first run in the request
     */
    private Multi<ChoicePart> choices(Pipeline pipeline, ChatRequest prompt, int firstRun) {
        List<PipelineRunner> runners = IntStream.range(0, choices)
                .mapToObj(i -> new PipelineRunner(context.ofRun(firstRun + i, i), pipeline.strategies())).toList();
        return pipeline.streaming() == StreamingMode.EMULATED && choices > 1
                ? runners.get(0).answer(prompt).onItem().transformToMulti(best -> ofPool(best, runners, prompt))
                : numbered(runners.stream().map(runner -> runner.parts(prompt)).toList());
    }

    /** The best answer and its runners-up; if these are too few, the pipeline runs again. */
    private Multi<ChoicePart> ofPool(Answer best, List<PipelineRunner> runners, ChatRequest prompt) {
        var answers = new ArrayList<Uni<Answer>>();
        answers.add(Uni.createFrom().item(best));
        best.runnersUp().stream().limit(choices - 1).forEach(next -> answers.add(Uni.createFrom().item(next)));
        while (answers.size() < choices) {
            answers.add(runners.get(answers.size()).answer(prompt));
        }
        return numbered(answers.stream()
                .map(answer -> answer.onItem().transformToMulti(context.emulator()::emulate)).toList());
    }

    private static Multi<ChoicePart> numbered(List<Multi<AnswerPart>> choices) {
        return MergedStreams.of(IntStream.range(0, choices.size())
                .mapToObj(i -> choices.get(i).onItem().transform(part -> new ChoicePart(i, choices.size(), part)))
                .toList());
    }
}
