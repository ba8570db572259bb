package dev.ponder.runtime.upstream.openai;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import dev.ponder.runtime.time.Timer;
import dev.ponder.runtime.upstream.CallForm;
import dev.ponder.runtime.upstream.ModelKnowledge;
import dev.ponder.runtime.upstream.ModelKnowledge.Model;
import dev.ponder.runtime.upstream.RelayCall;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/**
 * Asks for the usage of a relayed stream, for metrics. The member is inserted into the client's bytes, which are otherwise
 * unchanged. A model that rejects it is called again without it, and is not asked any more.
 */
final class UsageRequest {

    private static final byte[] MEMBER = bytes("\"stream_options\":{\"include_usage\":true},");
    private static final byte[] NAME = bytes("\"" + CallForm.STREAM_OPTIONS + "\"");

    private final String upstream;
    private final ModelKnowledge knowledge = new ModelKnowledge();
    private final Timer timer;

    UsageRequest(String upstream, Timer timer) {
        this.upstream = upstream;
        this.timer = timer;
    }

    /** Sends a call by {@code post}, at most twice. */
    Uni<UpstreamResponse> send(RelayCall call, Function<Buffer, Uni<UpstreamResponse>> post) {
        var model = new Model(upstream, call.model());
        boolean asks = call.streaming() && !call.includeUsage()
                && !knowledge.rejectedParameters(model).contains(CallForm.STREAM_OPTIONS);
        Buffer asking = asks ? asking(call.body()) : call.body();
        if (asking == call.body()) {
            return post.apply(call.body());
        }
        return post.apply(asking).chain(response -> response.status() != 400 && response.status() != 422
                ? Uni.createFrom().item(response)
                : response.errorBody(timer).chain(error -> {
                    if (!error.toString().contains(CallForm.STREAM_OPTIONS)
                            && !error.toString().contains("include_usage")) {
                        return Uni.createFrom().item(response);
                    }
                    knowledge.learnRejected(model, CallForm.STREAM_OPTIONS);
                    return post.apply(call.body());
                }));
    }

    /** The body with the member; the same body if it has one already. */
    private static Buffer asking(Buffer body) {
        byte[] bytes = body.getBytes();
        int brace = 0;
        while (brace < bytes.length && bytes[brace] != '{') {
            brace++;
        }
        if (brace == bytes.length || contains(bytes, NAME)) {
            return body;
        }
        return Buffer.buffer(bytes.length + MEMBER.length)
                .appendBytes(bytes, 0, brace + 1).appendBytes(MEMBER)
                .appendBytes(bytes, brace + 1, bytes.length - brace - 1);
    }

    private static boolean contains(byte[] bytes, byte[] part) {
        for (int i = 0; i <= bytes.length - part.length; i++) {
            int same = 0;
            while (same < part.length && bytes[i + same] == part[same]) {
                same++;
            }
            if (same == part.length) {
                return true;
            }
        }
        return false;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
