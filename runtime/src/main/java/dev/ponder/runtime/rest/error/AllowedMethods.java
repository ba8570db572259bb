package dev.ponder.runtime.rest.error;

import java.util.regex.Pattern;

/** What may be done at a path: it is read, or it is posted to, and never both. The framework does not say which. */
final class AllowedMethods {

    private static final Pattern POSTED = Pattern.compile("/v1/(chat/completions|completions|embeddings|rerank)/?"
            + "|/v1/models/.+:(predict|explain)"
            + "|/v2/models/[^/]+/(versions/[^/]+/)?(infer|generate|generate_stream)/?"
            + "|/v2/repository/(index|models/[^/]+/(load|unload))/?");

    private AllowedMethods() {
    }

    static String at(String path) {
        return POSTED.matcher(path).matches() ? "POST" : "GET";
    }
}
