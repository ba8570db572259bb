package dev.ponder.runtime.upstream;

/** What a model server can be asked for by a body that is handed on as it is. */
public enum Endpoint {

    /** Answers to conversations. */
    CHAT("/chat/completions", "chat completions"),

    /** Continuations of texts. */
    COMPLETIONS("/completions", "completions"),

    /** Texts as vectors. */
    EMBEDDINGS("/embeddings", "embeddings"),

    /** Documents by how well they answer a query. */
    RERANK("/rerank", "rerank");

    private final String path;
    private final String title;

    Endpoint(String path, String title) {
        this.path = path;
        this.title = title;
    }

    /** Its path below a server's base URL. */
    public String path() {
        return path;
    }

    /** What people call it. */
    public String title() {
        return title;
    }
}
