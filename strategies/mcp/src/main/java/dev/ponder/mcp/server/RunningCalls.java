package dev.ponder.mcp.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.runtime.engine.ChoicePart;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * The calls of tools that are running, so that a client can cancel them by another request. The id of a session is secret and
 * random, so that no client can cancel the calls of another one. Thread-safe.
 */
@Singleton
class RunningCalls {

    private final Map<CallId, Runnable> calls = new ConcurrentHashMap<>();

    /** A call: the id of its session, and the id of its request as JSON. */
    private record CallId(String session, String request) {}

    /** The same parts, which end without a finish if the client cancels the call. */
    Multi<ChoicePart> cancellable(String session, JsonNode id, Multi<ChoicePart> parts) {
        return session.isEmpty()
                ? parts
                : Multi.createFrom().emitter(emitter -> run(new CallId(session, id.toString()), parts, emitter));
    }

    private void run(CallId call, Multi<ChoicePart> parts, MultiEmitter<? super ChoicePart> emitter) {
        Context loop = Vertx.currentContext();
        Cancellable running = parts.subscribe().with(emitter::emit, emitter::fail, emitter::complete);
        Runnable stop = () -> {
            running.cancel();
            emitter.complete();
        };
        Runnable onLoop = loop == null ? stop : () -> loop.runOnContext(nothing -> stop.run());
        calls.put(call, onLoop);
        emitter.onTermination(() -> {
            running.cancel();
            calls.remove(call, onLoop);
        });
    }

    /** Cancels a call. Does nothing if it is over. */
    void cancel(String session, JsonNode id) {
        Runnable call = calls.remove(new CallId(session, id.toString()));
        if (call != null) {
            call.run();
        }
    }

    /** Cancels all calls of a session. */
    void cancelAll(String session) {
        calls.forEach((call, stop) -> {
            if (call.session().equals(session) && calls.remove(call, stop)) {
                stop.run();
            }
        });
    }
}
