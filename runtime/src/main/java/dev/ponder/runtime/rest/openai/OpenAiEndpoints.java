package dev.ponder.runtime.rest.openai;

import dev.ponder.runtime.upstream.Endpoint;

/** The endpoints of OpenAI's protocol that a request can be relayed to. */
public final class OpenAiEndpoints {

    /** Chat completions. */
    public static final Endpoint CHAT = new Endpoint("/chat/completions", "chat completions");

    /** Text completions. */
    public static final Endpoint COMPLETIONS = new Endpoint("/completions", "completions");

    /** Vectors of texts. */
    public static final Endpoint EMBEDDINGS = new Endpoint("/embeddings", "embeddings");

    /** Documents ranked by a query. */
    public static final Endpoint RERANK = new Endpoint("/rerank", "rerank");

    private OpenAiEndpoints() {
    }
}
