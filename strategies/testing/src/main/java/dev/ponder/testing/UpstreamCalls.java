package dev.ponder.testing;

import dev.ponder.api.Prompt;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.runtime.upstream.UpstreamCall;

/** Calls that tests make. */
public final class UpstreamCalls {

    private UpstreamCalls() {
    }

    /** A single question. */
    public static UpstreamCall question(String text) {
        return of(Requests.question(text));
    }

    /** A call for a client's request. */
    public static UpstreamCall of(ChatRequest request) {
        return UpstreamCall.of(Prompt.inheriting("answer", request), request.model());
    }
}
