package dev.ponder.strategies.executecode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import dev.ponder.api.Answer;
import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ChatMessage;
import dev.ponder.api.chat.Conversation;
import dev.ponder.sandbox.spi.CodeSandbox;
import dev.ponder.sandbox.spi.CodeSession;
import dev.ponder.sandbox.spi.PythonProgram;
import dev.ponder.sandbox.spi.RunResult;
import dev.ponder.strategies.executecode.PythonTool.Request;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.FenceKind;
import io.smallrye.mutiny.Uni;

/** The model writes a program, reads what became of it, and writes the next one, until it has all results or may run no more. */
final class AgentLoop {

    private static final PromptTemplate WORK = PromptTemplate.of(AgentLoop.class, "work");
    private static final String STAGE = "program";
    private static final String NO_MORE = "Not run: the limit of programs is reached.";
    private static final String UNREADABLE = "Not run: the arguments are no JSON object with the member code.";

    private final Inference inference;
    private final CodeInterpreterConfig settings;
    private final CodeSandbox sandbox;
    private final CodeSession session;
    private final Duration timeout;
    private final Fence fence;
    private final PythonTool tool;

    /**
     * The loop after some turns.
     *
     * @param conversation what the next prompt shows
     * @param executions the programs that were run
     * @param over whether no further program follows
     */
    private record State(Conversation conversation, List<Execution> executions, boolean over) {

        private State with(ChatMessage message) {
            return new State(conversation.plus(message), executions, over);
        }
    }

    /** What a reply asks for, with the reason why a program must not run. */
    private record Turn(List<Request> requests, List<Optional<String>> refusals) {}

    AgentLoop(Inference inference, CodeInterpreterConfig settings, CodeSandbox sandbox, Duration timeout,
            Fence fence) {
        this.inference = inference;
        this.settings = settings;
        this.sandbox = sandbox;
        this.session = sandbox.open();
        this.timeout = timeout;
        this.fence = fence;
        this.tool = new PythonTool(inference.request());
    }

    /** The programs that were run, in order. */
    Uni<List<Execution>> executions() {
        session.prepare();
        String instructions = WORK.render(Map.of("tool", tool.name(), "environment", sandbox.environment(), "seconds",
                timeout.toSeconds()));
        Conversation conversation = inference.request().conversation().withInstructions(instructions);
        return turn(new State(conversation, List.of(), false)).map(State::executions)
                .onTermination().invoke(session::close);
    }

    private Uni<State> turn(State state) {
        Prompt prompt = Prompt.internal(STAGE, state.conversation()).withTemperature(settings.temperature())
                .withMaxTokens(settings.maxTokens()).with("tools", tool.definition());
        return inference.ask(prompt)
                .chain(reply -> inference.compute(reply.characters(), () -> read(reply))
                        .chain(turn -> next(state, reply, turn)))
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(() -> {
                    degraded("a call that writes programs failed, so the answer follows from the programs before it");
                    return state;
                });
    }

    private Turn read(Answer reply) {
        List<Request> requests = tool.read(reply);
        var provenance = CodeProvenance.of(inference.request().conversation());
        return new Turn(requests, requests.stream()
                .map(request -> provenance.refusal(request.program(), request.requested())).toList());
    }

    private Uni<State> next(State state, Answer reply, Turn turn) {
        if (turn.requests().isEmpty()) {
            if (reply.truncated()) {
                degraded("a program was cut off by the token limit, so the answer follows from the programs before it");
            }
            return Uni.createFrom().item(state);
        }
        return executed(state.with(tool.message(reply, turn.requests())), turn, 0)
                .chain(after -> after.over() || after.executions().size() >= settings.runs()
                        ? Uni.createFrom().item(after)
                        : turn(after));
    }

    /** Runs the programs of a turn one after the other. */
    private Uni<State> executed(State state, Turn turn, int index) {
        if (index == turn.requests().size() || state.over()) {
            return Uni.createFrom().item(state);
        }
        Request request = turn.requests().get(index);
        Optional<String> refusal = request.program().isBlank() ? Optional.of(UNREADABLE) : turn.refusals().get(index);
        if (state.executions().size() >= settings.runs()) {
            refusal = Optional.of(NO_MORE);
        }
        Uni<State> after = refusal
                .map(reason -> Uni.createFrom().item(state.with(PythonTool.result(request, reason))))
                .orElseGet(() -> run(request.program()).map(result -> added(state, request, result)));
        return after.chain(next -> executed(next, turn, index + 1));
    }

    private State added(State state, Request request, RunResult result) {
        if (!result.executed()) {
            degraded(result.error() + ", so the answer follows from the programs before it");
            return new State(state.conversation(), state.executions(), true);
        }
        var execution = new Execution(request.program(), result);
        var all = new ArrayList<>(state.executions());
        all.add(execution);
        inference.progress(new Progress("run", all.size(), settings.runs(), execution.note()));
        String report = FenceKind.OUTPUT.wrap(fence, "program " + all.size(),
                execution.report(settings.outputCharacters()));
        return new State(state.conversation().plus(PythonTool.result(request, report)), all,
                request.last() && result.ok());
    }

    /** Resumes on the request's event loop. Cancelling ends the program. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private Uni<RunResult> run(String program) {
        return inference.onEventLoop(Uni.createFrom().emitter(emitter -> {
            CompletableFuture<RunResult> result = session.run(PythonProgram.of(program, timeout));
            emitter.onTermination(() -> result.cancel(true));
            result.thenAccept(emitter::complete);
        }));
    }

    private void degraded(String reason) {
        inference.report(new Finding.Degraded(STAGE, reason));
    }
}
