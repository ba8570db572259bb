package dev.ponder.runtime.engine;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import dev.ponder.api.AnswerPart;
import dev.ponder.runtime.event.StageTrace;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.ModelKnowledge;
import dev.ponder.runtime.upstream.ModelKnowledge.Model;
import dev.ponder.runtime.upstream.Upstream;
import dev.ponder.runtime.upstream.UpstreamCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * The calls of one stage to its model. A call that the upstream rejects because of a parameter that the stage or the server
 * set is repeated without that parameter, free of charge; when the repetition succeeds, the parameter is remembered.
 *
 * @param trace reports the stage and its calls
 * @param own the parameters that the stage set itself
 */
record StageCalls(RequestCalls calls, ModelKnowledge knowledge, Upstream upstream, Model model, StageTrace trace,
        Set<String> own) {

    Uni<Completion> complete(UpstreamCall call) {
        return Uni.createFrom().deferred(() -> attempt(adapted(call)));
    }

    Multi<AnswerPart> stream(UpstreamCall call) {
        return Multi.createFrom().deferred(() -> streamAttempt(adapted(call)));
    }

    /** Takes back the charge for a call that the upstream rejected. */
    void refund() {
        calls.refund(trace.name(), model.name());
    }

    private UpstreamCall adapted(UpstreamCall call) {
        return ParameterFallback.adapted(call, knowledge.rejectedParameters(model), own);
    }

    private Uni<Completion> attempt(UpstreamCall call) {
        return calls.complete(upstream, trace, call)
                .onFailure(failure -> rejected(failure, call, false).isPresent())
                .recoverWithUni(
                        failure -> repeat(rejected(failure, call, false), parameter -> attempt(without(parameter, call))
                                .onItem().invoke(() -> knowledge.learnRejected(model, parameter))));
    }

    /** A stream is repeated only before its first part. */
    private Multi<AnswerPart> streamAttempt(UpstreamCall call) {
        var started = new AtomicBoolean();
        return calls.stream(upstream, trace, call)
                .onItem().invoke(() -> started.set(true))
                .onFailure(failure -> !started.get() && rejected(failure, call, true).isPresent())
                .recoverWithMulti(failure -> repeat(rejected(failure, call, true),
                        parameter -> streamAttempt(without(parameter, call))
                                .onCompletion().invoke(() -> knowledge.learnRejected(model, parameter))));
    }

    private Optional<String> rejected(Throwable failure, UpstreamCall call, boolean streamed) {
        return ParameterFallback.rejectedParameter(failure, call, own, streamed);
    }

    private static UpstreamCall without(String parameter, UpstreamCall call) {
        return ParameterFallback.without(parameter, call);
    }

    private <T> T repeat(Optional<String> parameter, Function<String, T> attempt) {
        refund();
        return attempt.apply(parameter.orElseThrow());
    }
}
