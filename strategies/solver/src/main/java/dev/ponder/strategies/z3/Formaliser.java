package dev.ponder.strategies.z3;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import dev.ponder.api.Answer;
import dev.ponder.api.Fence;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.strategies.z3.Attempt.Outcome;
import dev.ponder.strategies.z3.process.Solver;
import dev.ponder.strategies.z3.process.SolverRequest;
import dev.ponder.strategies.z3.process.SolverResult;
import dev.ponder.strategies.z3.smtlib.InvalidScriptException;
import dev.ponder.strategies.z3.smtlib.SmtScript;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.FenceKind;
import dev.ponder.toolkit.text.FencedConversation;
import io.smallrye.mutiny.Uni;

/**
 * Has the problem stated formally several times in parallel and executes the statements. As long as no majority of them agrees, the
 * model repairs those with an error, each with the message of the solver.
 */
final class Formaliser {

    private static final PromptTemplate INSTRUCTIONS = PromptTemplate.of(Formaliser.class, "formalise");
    private static final PromptTemplate REPAIR = PromptTemplate.of(Formaliser.class, "repair");
    private static final String FORMALISE = "formalise";
    private static final String UNREADABLE = "The reply is no JSON object with the members reasoning, answer_mapping,"
            + " applicable and smtlib.";

    private final Inference inference;
    private final Z3Config settings;
    private final Solver solver;
    private final Fence fence;

    Formaliser(Inference inference, Z3Config settings, Solver solver, Fence fence) {
        this.inference = inference;
        this.settings = settings;
        this.solver = solver;
        this.fence = fence;
    }

    /** The last attempt of each statement. */
    Uni<List<Attempt>> attempts() {
        Prompt prompt = prompt();
        return inference.sample(prompt, settings.formalisations())
                .onItem().transformToUniAndMerge(candidate -> execute(candidate.index(), prompt.conversation(),
                        candidate.answer()))
                .collect().in(ArrayList<Attempt>::new, (all, attempt) -> {
                    all.add(attempt);
                    report(FORMALISE, all, settings.formalisations());
                })
                .map(all -> all.stream().sorted(Comparator.comparingInt(Attempt::index)).toList())
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(List.of())
                .chain(all -> repaired(all, 2));
    }

    private Prompt prompt() {
        String instructions = INSTRUCTIONS.render(Map.of("question", FenceKind.QUESTION.tag(fence)));
        ChatMessage problem = FencedConversation.of(inference.request().conversation())
                .message(fence, "State the problem at the end of this conversation.");
        return format(Prompt.internal(FORMALISE, Conversation.of(ChatMessage.system(instructions), problem)));
    }

    private Prompt format(Prompt prompt) {
        return prompt.withTemperature(settings.temperature()).withMaxTokens(settings.maxTokens())
                .withJsonSchema(Formalisation.FORMAT.name(), Formalisation.FORMAT.schema());
    }

    private Uni<List<Attempt>> repaired(List<Attempt> attempts, int round) {
        boolean defects = attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.DEFECTIVE);
        if (!defects || round > settings.maxAttempts() || FormalisationVote.of(attempts).majority()) {
            return Uni.createFrom().item(attempts);
        }
        return Uni.join().all(attempts.stream().map(this::repaired).toList()).andFailFast()
                .invoke(all -> report("repair", all, all.size()))
                .chain(all -> repaired(all, round + 1));
    }

    private Uni<Attempt> repaired(Attempt attempt) {
        if (attempt.outcome() != Outcome.DEFECTIVE) {
            return Uni.createFrom().item(attempt);
        }
        Conversation conversation = attempt.conversation()
                .plus(ChatMessage.user(REPAIR.render(Map.of("output", FenceKind.OUTPUT.wrap(fence, "solver",
                        attempt.message())))));
        return inference.ask(format(Prompt.internal("repair", conversation)))
                .chain(reply -> execute(attempt.index(), conversation, reply))
                .onFailure(TolerableFailure::isTolerable)
                .recoverWithItem(
                        () -> Attempt.of(attempt.index(), conversation, attempt.formalisation(), Outcome.LOST, ""));
    }

    /** A statement that is read from the model's reply, and its script if that is valid. */
    private record Reading(Attempt attempt, Optional<SmtScript> script) {}

    private Uni<Attempt> execute(int index, Conversation conversation, Answer reply) {
        return inference.compute(reply.characters(), () -> read(index, conversation, reply))
                .chain(reading -> reading.script().isEmpty()
                        ? Uni.createFrom().item(reading.attempt())
                        : solve(reading.attempt())
                                .map(result -> reading.attempt().executed(reading.script().get(), result)));
    }

    private static Reading read(int index, Conversation before, Answer reply) {
        Conversation conversation = before.plus(ChatMessage.assistant(reply.text()));
        Optional<Formalisation> statement = Formalisation.FORMAT.read(reply.text());
        if (statement.isEmpty()) {
            boolean refused = !reply.refusal().isBlank();
            return new Reading(Attempt.of(index, conversation, statement, refused ? Outcome.LOST : Outcome.DEFECTIVE,
                    reply.complete() ? UNREADABLE : "The reply was cut off before its end. Write a shorter one."),
                    Optional.empty());
        }
        if (!statement.get().applicable()) {
            return new Reading(Attempt.of(index, conversation, statement, Outcome.INAPPLICABLE, ""), Optional.empty());
        }
        try {
            SmtScript script = SmtScript.parse(statement.get().smtlib());
            return new Reading(Attempt.of(index, conversation, statement, Outcome.LOST, ""), Optional.of(script));
        } catch (InvalidScriptException e) {
            return new Reading(Attempt.of(index, conversation, statement, Outcome.DEFECTIVE,
                    String.valueOf(e.getMessage())), Optional.empty());
        }
    }

    /** Resumes on the request's event loop. Cancelling ends the process. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private Uni<SolverResult> solve(Attempt attempt) {
        String script = attempt.formalisation().map(Formalisation::smtlib).orElse("");
        var request = new SolverRequest(script, settings.timeout(), settings.memoryMb());
        return inference.onEventLoop(Uni.createFrom().emitter(emitter -> {
            CompletableFuture<SolverResult> result = solver.solve(request);
            emitter.onTermination(() -> result.cancel(true));
            result.thenAccept(emitter::complete);
        }));
    }

    private void report(String stage, List<Attempt> attempts, int of) {
        long conclusive = attempts.stream().filter(attempt -> attempt.outcome() == Outcome.CONCLUSIVE).count();
        inference.progress(new Progress(stage, attempts.size(), of, conclusive + " with a result"));
    }
}
