package dev.ponder.runtime.upstream.openai;

/** Finds out whether text that arrives in pieces is a complete JSON value. Linear; one instance per value. */
final class JsonProgress {

    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean begun;

    void add(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            add(piece.charAt(i));
        }
    }

    private void add(char c) {
        if (escaped) {
            escaped = false;
        } else if (inString) {
            escaped = c == '\\';
            inString = c != '"';
        } else if (!Character.isWhitespace(c)) {
            begun = true;
            inString = c == '"';
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        }
    }

    /** Whether there is no character of a value yet. */
    boolean blank() {
        return !begun;
    }

    /** Whether all brackets and quotes are closed. */
    boolean complete() {
        return begun && depth <= 0 && !inString;
    }
}
