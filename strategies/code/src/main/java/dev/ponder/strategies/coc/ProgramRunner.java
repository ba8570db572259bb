package dev.ponder.strategies.coc;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import dev.ponder.api.Answer;
import dev.ponder.api.Fence;
import dev.ponder.api.Inference;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.sandbox.spi.CodeSandbox;
import dev.ponder.sandbox.spi.CodeSession;
import dev.ponder.sandbox.spi.PythonProgram;
import dev.ponder.sandbox.spi.RunResult;
import dev.ponder.sandbox.spi.RunResult.Status;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.FenceKind;
import io.smallrye.mutiny.Uni;

/** Executes programs. The model repairs those that fail, and gives the values that an interpreter cannot calculate. */
final class ProgramRunner {

    private static final PromptTemplate REPAIR = PromptTemplate.of(ProgramRunner.class, "repair");
    private static final String UNREADABLE = "The reply is no JSON object with the members reasoning, expected and program.";
    private static final String CUT_OFF = "The reply was cut off before its end. Write a shorter one.";
    private static final String SILENT = "The program printed nothing. Print the result.";

    private final Inference inference;
    private final ChainOfCodeConfig settings;
    private final CodeSandbox sandbox;
    private final Duration timeout;
    private final LMulator lmulator;
    private final Fence fence;

    ProgramRunner(Inference inference, ChainOfCodeConfig settings, CodeSandbox sandbox, Duration timeout, Fence fence) {
        this.inference = inference;
        this.settings = settings;
        this.sandbox = sandbox;
        this.timeout = timeout;
        this.lmulator = new LMulator(inference, settings, fence);
        this.fence = fence;
    }

    /** Executes the program in a reply to this prompt, and its repairs. */
    Uni<CodeAttempt> attempt(int index, Conversation prompt, Answer reply) {
        CodeSession session = sandbox.open();
        return read(index, prompt, reply, 1)
                .chain(attempt -> executed(session, attempt, settings.semanticCalls(), reply))
                .onTermination().invoke(session::close);
    }

    private Uni<CodeAttempt> read(int index, Conversation prompt, Answer reply, int tries) {
        return inference.compute(reply.characters(), () -> new CodeAttempt(index,
                prompt.plus(ChatMessage.assistant(reply.text())), CodeDraft.FORMAT.read(reply.text()), Optional.empty(),
                Map.of(), tries));
    }

    private Uni<CodeAttempt> executed(CodeSession session, CodeAttempt attempt, int valuesLeft, Answer reply) {
        if (attempt.draft().isEmpty()) {
            boolean refused = !reply.refusal().isBlank() || reply.callsTools();
            return refused
                    ? Uni.createFrom().item(attempt)
                    : repaired(session, attempt, valuesLeft, reply.truncated() ? CUT_OFF : UNREADABLE);
        }
        CodeDraft draft = attempt.draft().get();
        return run(session, draft, attempt.values()).chain(result -> next(session, attempt.with(result), draft, result,
                valuesLeft, reply));
    }

    private Uni<CodeAttempt> next(CodeSession session, CodeAttempt attempt, CodeDraft draft, RunResult result,
            int valuesLeft, Answer reply) {
        if (attempt.succeeded() || !result.executed()) {
            return Uni.createFrom().item(attempt);
        }
        if (result.ok()) {
            return repaired(session, attempt, valuesLeft, SILENT);
        }
        if (result.status() != Status.MISSING_VALUE) {
            return repaired(session, attempt, valuesLeft, result.error());
        }
        String undefined = "NameError: " + result.missingCall()
                + ": the function is not defined, and its value is not known";
        if (valuesLeft == 0 || attempt.values().containsKey(result.missingCall())) {
            return repaired(session, attempt, valuesLeft, undefined);
        }
        return lmulator.values(draft, result).chain(values -> values.isEmpty()
                ? repaired(session, attempt, 0, undefined)
                : executed(session, attempt.withValues(values), valuesLeft - 1, reply));
    }

    private Uni<CodeAttempt> repaired(CodeSession session, CodeAttempt attempt, int valuesLeft, String message) {
        if (attempt.tries() >= settings.maxAttempts()) {
            return Uni.createFrom().item(attempt);
        }
        Conversation conversation = attempt.conversation().plus(ChatMessage.user(REPAIR.render(Map.of("output",
                FenceKind.OUTPUT.wrap(fence, "program", message)))));
        return inference.ask(format(Prompt.internal("repair", conversation)))
                .chain(reply -> read(attempt.index(), conversation, reply, attempt.tries() + 1)
                        .chain(repair -> executed(session, repair.withValues(attempt.values()), valuesLeft, reply)))
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(attempt);
    }

    /** What all calls that write programs have in common. */
    Prompt format(Prompt prompt) {
        return prompt.withTemperature(settings.temperature()).withMaxTokens(settings.maxTokens())
                .withJsonSchema(CodeDraft.FORMAT.name(), CodeDraft.FORMAT.schema());
    }

    /** Resumes on the request's event loop. Cancelling ends the program. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private Uni<RunResult> run(CodeSession session, CodeDraft draft, Map<String, String> values) {
        var program = new PythonProgram(draft.program(), timeout, true, settings.semanticCalls() > 0, values);
        return inference.onEventLoop(Uni.createFrom().emitter(emitter -> {
            CompletableFuture<RunResult> result = session.run(program);
            emitter.onTermination(() -> result.cancel(true));
            result.thenAccept(emitter::complete);
        }));
    }

    /** What the program would print if it ran; empty if the model does not say. */
    Uni<Optional<String>> simulated(CodeAttempt attempt) {
        String error = attempt.result().map(result -> result.error().isEmpty() ? SILENT : result.error()).orElse("");
        return attempt.draft().map(draft -> lmulator.output(draft, error))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }
}
