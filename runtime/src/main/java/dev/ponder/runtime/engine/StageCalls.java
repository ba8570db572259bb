package dev.ponder.runtime.engine;

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

import dev.ponder.api.AnswerPart;
import dev.ponder.runtime.engine.ModelLruCache.Model;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.UpstreamCall;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * The calls of one stage. One that is refused for a parameter that the stage set itself is made again without it, at no
 * charge, and when that succeeds it is remembered.
 *
 * @param own the parameters that the stage set itself
 */
record StageCalls(RequestCalls calls, ParameterFallback fallback, String stage, Set<String> own) {

    Uni<Completion> complete(UpstreamCall call) {
        return own.isEmpty()
                ? calls.complete(stage, call)
                : model(call).chain(model -> complete(model, fallback.adapted(model, call, own)));
    }

    Multi<AnswerPart> stream(UpstreamCall call) {
        return own.isEmpty()
                ? calls.stream(stage, call)
                : model(call).onItem().transformToMulti(model -> stream(model, fallback.adapted(model, call, own)));
    }

    /** A call that was refused as such cost nothing. */
    void refund(UpstreamCall call) {
        calls.refund(stage, call);
    }

    Uni<String> upstreamName(String model) {
        return calls.upstreamName(model);
    }

    private Uni<Model> model(UpstreamCall call) {
        return calls.upstreamName(call.model()).map(upstream -> new Model(upstream, call.model()));
    }

    private Uni<Completion> complete(Model model, UpstreamCall call) {
        return calls.complete(stage, call)
                .onFailure(failure -> blamesUs(failure, call)).recoverWithUni(failure -> again(failure, call,
                        (parameter, next) -> complete(model, next)
                                .onItem().invoke(() -> fallback.learn(model, parameter))));
    }

    /** A stream is opened again only as long as nothing of it was seen. */
    private Multi<AnswerPart> stream(Model model, UpstreamCall call) {
        return Multi.createFrom().deferred(() -> {
            var began = new AtomicBoolean();
            return calls.stream(stage, call)
                    .onItem().invoke(() -> began.set(true))
                    .onFailure(failure -> !began.get() && blamesUs(failure, call))
                    .recoverWithMulti(failure -> again(failure, call, (parameter, next) -> stream(model, next)
                            .onCompletion().invoke(() -> fallback.learn(model, parameter))));
        });
    }

    private boolean blamesUs(Throwable failure, UpstreamCall call) {
        return ParameterFallback.culprit(failure, call, own).isPresent();
    }

    private <T> T again(Throwable failure, UpstreamCall call, BiFunction<String, UpstreamCall, T> attempt) {
        String parameter = ParameterFallback.culprit(failure, call, own).orElseThrow();
        refund(call);
        return attempt.apply(parameter, ParameterFallback.without(parameter, call));
    }
}
