package dev.ponder.strategies.coc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.Conversation;
import dev.ponder.sandbox.CodeSandboxes;
import dev.ponder.sandbox.spi.CodeSandbox;
import dev.ponder.sandbox.spi.RunResult;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.FencedConversation;
import dev.ponder.toolkit.text.MiddleTruncation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * The model writes a program for the question, a sandbox runs it, and the model writes the answer from its output, streamed and under
 * the client's parameters. Errors are repaired; if no program runs to its end, a model works out the output by hand.
 */
@Strategy(id = "coc", title = "Chain of code", paper = "arXiv:2312.04474", enabled = false,
        settings = ChainOfCodeConfig.class,
        summary = "Writes a program for the question, runs it in a sandbox, and explains its output.",
        tools = ToolPolicy.FINAL_STAGE)
class ChainOfCode implements InferenceStrategy.Streaming {

    private static final PromptTemplate WRITE = PromptTemplate.of(ChainOfCode.class, "write");
    private static final PromptTemplate ANSWER = PromptTemplate.of(ChainOfCode.class, "answer");
    private static final String PROGRAM = "program";
    private static final int MAX_CHARACTERS = 12_000;

    private final ChainOfCodeConfig config;
    private final CodeSandboxes sandboxes;

    @Inject
    ChainOfCode(ChainOfCodeConfig config, CodeSandboxes sandboxes) {
        this.config = config;
        this.sandboxes = sandboxes;
    }

    /** Each program with its repairs and its values, the output worked out by hand, and the answer. */
    @Override
    public Cost cost(Settings settings) {
        ChainOfCodeConfig own = settings.of(config);
        return new Cost(own.programs() * (own.maxAttempts() + own.semanticCalls()) + (own.simulate() ? 1 : 0) + 1,
                2 + own.semanticCalls());
    }

    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        if (inference.request().conversation().endsWithToolResult()) {
            return plainAnswer(inference);
        }
        return inference.blocking(sandboxes::selected)
                .onItem().transformToMulti(sandbox -> stream(inference, sandbox));
    }

    private Multi<AnswerPart> stream(Inference inference, CodeSandbox sandbox) {
        ChainOfCodeConfig settings = inference.settings().of(config);
        Fence fence = Fence.of(inference.random());
        var runner = new ProgramRunner(inference, settings, sandbox, sandboxes.timeout(), fence);
        return attempts(inference, settings, sandbox, runner, fence)
                .onItem().transformToMulti(attempts -> vote(inference, attempts)
                        .map(winner -> answer(inference, fence, winner, output(winner), false))
                        .orElseGet(() -> simulated(inference, settings, runner, fence, attempts)));
    }

    private Uni<List<CodeAttempt>> attempts(Inference inference, ChainOfCodeConfig settings, CodeSandbox sandbox,
            ProgramRunner runner, Fence fence) {
        String instructions = WRITE.render(Map.of("question", FenceKind.QUESTION.tag(fence), "environment",
                sandbox.environment(), "seconds", sandboxes.timeout().toSeconds(), "semantic",
                settings.semanticCalls() > 0));
        Conversation conversation = Conversation.of(ChatMessage.system(instructions),
                FencedConversation.of(inference.request().conversation())
                        .message(fence, "Write the program for the end of this conversation."));
        return inference.sample(runner.format(Prompt.internal(PROGRAM, conversation)), settings.programs())
                .onItem().transformToUniAndMerge(candidate -> runner.attempt(candidate.index(), conversation,
                        candidate.answer()))
                .collect().in(ArrayList<CodeAttempt>::new, (all, attempt) -> {
                    all.add(attempt);
                    inference.progress(new Progress("run", all.size(), settings.programs(), note(attempt)));
                })
                .map(all -> all.stream().sorted(Comparator.comparingInt(CodeAttempt::index)).toList())
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(List.of());
    }

    private static String note(CodeAttempt attempt) {
        String repairs = attempt.tries() > 1 ? " after " + (attempt.tries() - 1) + " repairs" : "";
        return attempt.succeeded()
                ? "ran in " + attempt.result().map(RunResult::elapsed).map(time -> time.toMillis()).orElse(0L) + " ms"
                        + repairs
                : "no result" + repairs;
    }

    /** The first program of the most frequent output; of equally frequent outputs, the one that was printed first. */
    private static Optional<CodeAttempt> vote(Inference inference, List<CodeAttempt> attempts) {
        Map<String, List<CodeAttempt>> classes = attempts.stream().filter(CodeAttempt::succeeded)
                .collect(Collectors.groupingBy(CodeAttempt::conclusion, LinkedHashMap::new, Collectors.toList()));
        List<List<CodeAttempt>> ranked = classes.values().stream()
                .sorted(Comparator.<List<CodeAttempt>>comparingInt(List::size).reversed()).toList();
        if (attempts.size() > 1 && !ranked.isEmpty()) {
            int voters = ranked.stream().mapToInt(List::size).sum();
            inference.report(new Finding.Votes(PROGRAM, ranked.stream()
                    .map(members -> new Finding.VoteClass(members.get(0).conclusion(), members.size())).toList(),
                    attempts.size() - voters));
        }
        return ranked.stream().findFirst().map(members -> members.get(0));
    }

    private static Multi<AnswerPart> simulated(Inference inference, ChainOfCodeConfig settings, ProgramRunner runner,
            Fence fence, List<CodeAttempt> attempts) {
        Optional<CodeAttempt> last = attempts.stream().filter(attempt -> attempt.draft().isPresent()).findFirst();
        if (last.isEmpty() || !settings.simulate()) {
            degraded(inference, (last.isEmpty() ? "the model wrote no program" : "no program ran to its end")
                    + ", so the model answered without one");
            return plainAnswer(inference);
        }
        return runner.simulated(last.get()).onItem().transformToMulti(output -> {
            degraded(inference, "no program ran to its end, so the model "
                    + (output.isPresent() ? "worked out the output by hand" : "answered without one"));
            return output.map(text -> answer(inference, fence, last.get(), text, true))
                    .orElseGet(() -> plainAnswer(inference));
        });
    }

    private static String output(CodeAttempt winner) {
        return winner.result().map(result -> result.output().strip()
                + (result.truncated() ? "\n[the program printed more than is kept]" : "")).orElse("");
    }

    private static Multi<AnswerPart> answer(Inference inference, Fence fence, CodeAttempt attempt, String output,
            boolean simulated) {
        ChatRequest request = inference.request();
        var facts = new StringBuilder();
        attempt.draft().ifPresent(draft -> facts.append(FenceKind.PROGRAM.wrap(fence, "program",
                MiddleTruncation.of(draft.program().strip(), MAX_CHARACTERS)))
                .append(draft.expected().isEmpty()
                        ? ""
                        : "\n\n" + FenceKind.PROGRAM.wrap(fence, "expected output", draft.expected())));
        if (!attempt.values().isEmpty()) {
            facts.append("\n\nA model gave these values; they are judgements, not calculations:\n")
                    .append(FenceKind.OUTPUT.wrap(fence, "values", attempt.values().entrySet().stream()
                            .map(entry -> entry.getKey() + " = " + entry.getValue())
                            .collect(Collectors.joining("\n"))));
        }
        facts.append("\n\n")
                .append(FenceKind.OUTPUT.wrap(fence, "program", MiddleTruncation.of(output, MAX_CHARACTERS)));
        String instructions = ANSWER.render(Map.of("program", FenceKind.PROGRAM.tag(fence), "output",
                FenceKind.OUTPUT.tag(fence), "simulated", simulated, "tools", request.offersTools(), "facts", facts));
        return inference.answer(Prompt.inheriting("answer",
                request.withConversation(request.conversation().withInstructions(instructions))));
    }

    private static Multi<AnswerPart> plainAnswer(Inference inference) {
        return inference.answer(Prompt.inheriting("answer", inference.request()));
    }

    private static void degraded(Inference inference, String reason) {
        inference.report(new Finding.Degraded(PROGRAM, reason));
    }
}
