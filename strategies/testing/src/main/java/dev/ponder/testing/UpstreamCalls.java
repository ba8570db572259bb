package dev.ponder.testing;

import dev.ponder.api.Prompt;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.upstream.UpstreamCall;

/** Upstream calls for tests. */
public final class UpstreamCalls {

    private UpstreamCalls() {
    }

    /** A single question. */
    public static UpstreamCall question(String text) {
        return of(Requests.question(text));
    }

    /** The call that answers a request. */
    public static UpstreamCall of(ChatRequest request) {
        return UpstreamCall.of(Prompt.inheriting("answer", request), request.model());
    }
}
