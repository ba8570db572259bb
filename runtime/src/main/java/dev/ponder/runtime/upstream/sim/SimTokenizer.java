package dev.ponder.runtime.upstream.sim;

import java.util.ArrayList;
import java.util.List;

/** Tokens of the simulated model: a word with the white space before it; long words are cut. */
final class SimTokenizer {

    private static final int LONGEST = 12;

    private SimTokenizer() {
    }

    static List<String> tokens(String text) {
        var tokens = new ArrayList<String>();
        for (int from = 0; from < text.length();) {
            int to = end(text, from);
            tokens.add(text.substring(from, to));
            from = to;
        }
        return tokens;
    }

    static int count(String text) {
        int count = 0;
        for (int from = 0; from < text.length(); from = end(text, from)) {
            count++;
        }
        return count;
    }

    private static int end(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        int limit = at + LONGEST;
        while (at < text.length() && at < limit && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        boolean splitsCodePoint = at < text.length() && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
        return splitsCodePoint ? at + 1 : at;
    }
}
