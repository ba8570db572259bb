package dev.ponder.strategies.z3;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.strategies.z3.Attempt.Outcome;
import dev.ponder.strategies.z3.process.Solver;
import dev.ponder.strategies.z3.process.SolverProcesses;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.FenceKind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

/**
 * The model states the problem in SMT-LIB several times in parallel, a constraint solver solves the statements in processes of their
 * own, and the model writes the answer from the result on which most statements agree, streamed and under the client's parameters.
 * In parallel, the model answers without the solver; that answer is returned if there is no result.
 */
@Strategy(id = "z3", title = "Solver-aided reasoning", paper = "arXiv:2305.09656", settings = Z3Config.class,
        summary = "States the problem formally, lets a constraint solver solve it, and explains the result.",
        tools = ToolPolicy.FINAL_STAGE)
class SolverAidedReasoning implements InferenceStrategy.Streaming {

    private static final PromptTemplate ANSWER = PromptTemplate.of(SolverAidedReasoning.class, "answer");
    private static final String SOLVE = "solve";

    private final Z3Config config;
    private final Solver solver;

    @Inject
    SolverAidedReasoning(Z3Config config) {
        this(config, new SolverProcesses(Math.max(1, config.processes()),
                task -> Infrastructure.getDefaultWorkerPool().execute(task)));
    }

    SolverAidedReasoning(Z3Config config, Solver solver) {
        this.config = config;
        this.solver = solver;
    }

    /** Each statement, its repairs, the answer without the solver, and the answer. */
    @Override
    public Cost cost(Settings settings) {
        Z3Config own = settings.of(config);
        return new Cost(own.formalisations() * own.maxAttempts() + (own.speculate() ? 1 : 0) + 1, 2);
    }

    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        Z3Config settings = inference.settings().of(config);
        if (inference.request().conversation().endsWithToolResult()) {
            return plainAnswer(inference);
        }
        if (solver.unavailable().isPresent()) {
            degraded(inference, "the solver cannot run on this server, so the model answered without it");
            return plainAnswer(inference);
        }
        solver.prepare();
        Fence fence = Fence.of(inference.random());
        return Uni.combine().all()
                .unis(new Formaliser(inference, settings, solver, fence).attempts(), draft(inference, settings))
                .asTuple()
                .onItem().transformToMulti(both -> answer(inference, fence, both.getItem1(), both.getItem2()));
    }

    private static Uni<Optional<SpeculativeDraft>> draft(Inference inference, Z3Config settings) {
        if (!settings.speculate()) {
            return Uni.createFrom().item(Optional.empty());
        }
        String question = inference.request().conversation().question();
        return inference.ask(Prompt.inheriting("draft", inference.request()))
                .chain(answer -> inference.compute(answer.characters(),
                        () -> Optional.of(SpeculativeDraft.of(answer, question))))
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(Optional.empty());
    }

    private static Multi<AnswerPart> answer(Inference inference, Fence fence, List<Attempt> attempts,
            Optional<SpeculativeDraft> draft) {
        FormalisationVote vote = FormalisationVote.of(attempts);
        Optional<Attempt> winner = vote
                .winner(attempt -> draft.isPresent() && draft.get().agreesWith(attempt));
        if (winner.isEmpty()) {
            degraded(inference, reason(attempts) + ", so the model answered without the solver");
            return withoutSolver(inference, draft);
        }
        inference.report(vote.finding(SOLVE));
        String contradiction = draft.map(own -> own.contradiction(winner.get())).orElse("");
        var begun = new AtomicBoolean();
        return inference.answer(Prompt.inheriting("answer", withFacts(inference, fence,
                SolverFacts.of(winner.get(), vote, contradiction))))
                .onItem().invoke(part -> begun.set(true))
                .onFailure(failure -> !begun.get() && draft.isPresent() && TolerableFailure.isTolerable(failure))
                .recoverWithMulti(() -> {
                    degraded(inference, "the answer with the solver's result could not be written, so the model"
                            + " answered without the solver");
                    return withoutSolver(inference, draft);
                });
    }

    private static ChatRequest withFacts(Inference inference, Fence fence, String facts) {
        ChatRequest request = inference.request();
        String instructions = ANSWER
                .render(Map.of("output", FenceKind.OUTPUT.tag(fence), "tools", request.offersTools(),
                        "facts", FenceKind.OUTPUT.wrap(fence, "solver", facts)));
        return request.withConversation(request.conversation().withInstructions(instructions));
    }

    private static String reason(List<Attempt> attempts) {
        long inapplicable = attempts.stream().filter(attempt -> attempt.outcome() == Outcome.INAPPLICABLE).count();
        return inapplicable * 2 > attempts.size()
                ? "the question has no formal statement"
                : "the solver found no result that could be confirmed";
    }

    private static Multi<AnswerPart> withoutSolver(Inference inference, Optional<SpeculativeDraft> draft) {
        return draft.filter(own -> !own.answer().blank()).map(own -> Multi.createFrom().iterable(own.parts()))
                .orElseGet(() -> plainAnswer(inference));
    }

    private static Multi<AnswerPart> plainAnswer(Inference inference) {
        return inference.answer(Prompt.inheriting("answer", inference.request()));
    }

    private static void degraded(Inference inference, String reason) {
        inference.report(new Finding.Degraded(SOLVE, reason));
    }

    @PreDestroy
    void close() {
        solver.close();
    }
}
