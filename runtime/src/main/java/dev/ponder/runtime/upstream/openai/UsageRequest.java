package dev.ponder.runtime.upstream.openai;

import java.nio.charset.StandardCharsets;

import dev.ponder.runtime.upstream.CallForm;
import dev.ponder.runtime.upstream.ModelKnowledge;
import dev.ponder.runtime.upstream.ModelKnowledge.Model;
import dev.ponder.runtime.upstream.RelayCall;
import io.vertx.core.buffer.Buffer;

/**
 * Asks for the usage of a relayed stream, for metrics. The member is inserted into the client's bytes, which are otherwise
 * unchanged. A model that rejects it is called again without it, and is not asked any more.
 */
final class UsageRequest {

    private static final byte[] MEMBER = "\"stream_options\":{\"include_usage\":true},"
            .getBytes(StandardCharsets.UTF_8);

    private final String upstream;
    private final boolean accepted;
    private final ModelKnowledge knowledge = new ModelKnowledge();

    /** @param accepted whether the server accepts the member, as far as that is known before a call */
    UsageRequest(String upstream, boolean accepted) {
        this.upstream = upstream;
        this.accepted = accepted;
    }

    /** The body to send: with the member, unless the client set it or the model rejects it. */
    Buffer body(RelayCall call) {
        boolean asks = accepted && call.streaming() && !call.streamOptions()
                && !knowledge.rejectedParameters(model(call)).contains(CallForm.STREAM_OPTIONS);
        return asks ? asking(call.body()) : call.body();
    }

    /** Whether an error rejects the member, so that the call must be repeated without it. It is not asked for again. */
    boolean rejects(RelayCall call, Buffer error) {
        String text = error.toString();
        boolean rejects = text.contains(CallForm.STREAM_OPTIONS) || text.contains("include_usage");
        if (rejects) {
            knowledge.learnRejected(model(call), CallForm.STREAM_OPTIONS);
        }
        return rejects;
    }

    private Model model(RelayCall call) {
        return new Model(upstream, call.model());
    }

    private static Buffer asking(Buffer body) {
        int brace = 0;
        while (brace < body.length() && body.getByte(brace) != '{') {
            brace++;
        }
        if (brace == body.length()) {
            return body;
        }
        return Buffer.buffer(body.length() + MEMBER.length)
                .appendBuffer(body, 0, brace + 1).appendBytes(MEMBER)
                .appendBuffer(body, brace + 1, body.length() - brace - 1);
    }
}
