package dev.ponder.runtime.upstream;

/** The endpoints of a model server to which bodies are relayed unchanged. */
public enum Endpoint {

    /** Chat completions. */
    CHAT("/chat/completions", "chat completions"),

    /** Text completions. */
    COMPLETIONS("/completions", "completions"),

    /** Embeddings of texts. */
    EMBEDDINGS("/embeddings", "embeddings"),

    /** Documents ranked by relevance to a query. */
    RERANK("/rerank", "rerank");

    private final String path;
    private final String title;

    Endpoint(String path, String title) {
        this.path = path;
        this.title = title;
    }

    /** Its path below the base URL of a server. */
    public String path() {
        return path;
    }

    /** Its name in messages. */
    public String title() {
        return title;
    }
}
