package dev.ponder.runtime.rest.error;

import java.util.regex.Pattern;

/** What may be done at a path: it is read, or it is posted to, and never both. The framework does not say which. */
final class AllowedMethod {

    private static final Pattern POSTED = Pattern.compile(".*(/chat/completions|/completions|/embeddings|/rerank"
            + "|/infer|/generate|/generate_stream|/load|/unload|/repository/index|:predict|:explain)/?");

    private AllowedMethod() {
    }

    static String at(String path) {
        return POSTED.matcher(path).matches() ? "POST" : "GET";
    }
}
