package dev.ponder.runtime.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.ponder.api.error.UpstreamException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.runtime.upstream.Completion;
import dev.ponder.runtime.upstream.UpstreamCall;
import io.smallrye.mutiny.Uni;

/**
 * Asks again without a JSON schema where a server refuses it, and remembers that for the life of the process: judges'
 * prompts describe the JSON in words too, and not every server knows schemas.
 */
final class SchemaFallback {

    static final String RESPONSE_FORMAT = "response_format";

    private final Set<String> modelsWithout = ConcurrentHashMap.newKeySet();

    /** Makes a call whose schema is a stage's own, not the client's. */
    Uni<Completion> complete(RequestCalls calls, String stage, UpstreamCall call) {
        UpstreamCall plain = call.without(RESPONSE_FORMAT);
        if (modelsWithout.contains(call.model())) {
            return calls.complete(stage, plain);
        }
        return calls.complete(stage, call)
                .onFailure(SchemaFallback::mayBeAboutTheSchema).recoverWithUni(() -> {
                    calls.refund();
                    return calls.complete(stage, plain).onItem().invoke(() -> modelsWithout.add(call.model()));
                });
    }

    private static boolean mayBeAboutTheSchema(Throwable failure) {
        return failure instanceof UpstreamException known && known.fault() == Fault.BAD_REQUEST;
    }
}
