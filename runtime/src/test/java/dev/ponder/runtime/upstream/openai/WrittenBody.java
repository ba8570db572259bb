package dev.ponder.runtime.upstream.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.ponder.api.chat.ChatRequest;
import dev.ponder.testing.UpstreamCalls;

/** What an upstream is sent for a client's request, for tests outside of this package. */
public final class WrittenBody {

    private WrittenBody() {
    }

    /** The body of a plain call. */
    public static ObjectNode of(ChatRequest request) {
        return RequestWriter.body(UpstreamCalls.of(request), false);
    }
}
