package dev.ponder.strategies.readurls;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds the URLs in a text as a reader would: without the punctuation of the sentence, the brackets, quotation marks and Markdown
 * around them. Takes linear time.
 */
final class UrlScanner {

    private static final List<String> SCHEMES = List.of("http://", "https://");
    /** Never part of a URL in a text. */
    private static final String ENDS = "<>\"`|\\^“”„«»‘’。，、；：？！（）「」『』【】《》";
    /** Part of a URL, but not at its end. */
    private static final String PUNCTUATION = ".,;:!?'*~…";
    private static final char FIRST_KANA = 'ぁ';
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private UrlScanner() {
    }

    /** The URLs in the order of the text, without fragments, each once. */
    static List<String> urls(String text) {
        Map<String, String> found = new LinkedHashMap<>();
        int at = begin(text, 0);
        while (at >= 0) {
            int end = end(text, at);
            String url = withoutFragment(text.substring(at, end));
            if (url.length() > authority(url)) {
                found.putIfAbsent(key(url), url);
            }
            at = begin(text, Math.max(end, at + 1));
        }
        return new ArrayList<>(found.values());
    }

    /** The next place where a URL begins; -1 if there is none. */
    private static int begin(String text, int from) {
        for (int at = text.indexOf("://", from); at >= 0; at = text.indexOf("://", at + 1)) {
            for (String scheme : SCHEMES) {
                int begin = at + "://".length() - scheme.length();
                if (begin >= from && begins(text, begin, scheme)) {
                    return begin;
                }
            }
        }
        return -1;
    }

    /** A scheme that ends another word, as in {@code xhttp://}, is none. Chinese and Japanese are written without blanks. */
    private static boolean begins(String text, int at, String scheme) {
        return text.regionMatches(true, at, scheme, 0, scheme.length())
                && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)) || text.charAt(at - 1) >= FIRST_KANA);
    }

    private static int end(String text, int begin) {
        char before = begin == 0 ? ' ' : text.charAt(begin - 1);
        var open = new StringBuilder();
        int end = begin;
        while (end < text.length() && belongs(text, begin, end, before)) {
            char c = text.charAt(end);
            int closing = CLOSING.indexOf(c);
            if (OPENING.indexOf(c) >= 0) {
                open.append(c);
            } else if (closing >= 0) {
                int last = open.length() - 1;
                if (last < 0 || open.charAt(last) != OPENING.charAt(closing)) {
                    break;
                }
                open.setLength(last);
            }
            end++;
        }
        while (end > begin && isTrailing(text.charAt(end - 1), before)) {
            end--;
        }
        return end;
    }

    private static boolean belongs(String text, int begin, int at, char before) {
        char c = text.charAt(at);
        boolean ends = c <= ' ' || c == 0x7f || Character.isWhitespace(c) || Character.isSpaceChar(c)
                || ENDS.indexOf(c) >= 0
                || c == '\'' && before == '\'';
        return !ends && !(at > begin && (c == ',' || c == ';')
                && SCHEMES.stream().anyMatch(scheme -> begins(text, at + 1, scheme)));
    }

    private static boolean isTrailing(char c, char before) {
        return PUNCTUATION.indexOf(c) >= 0 || OPENING.indexOf(c) >= 0 || c == '_' && before == '_';
    }

    private static int authority(String url) {
        return url.indexOf("://") + "://".length();
    }

    private static String withoutFragment(String url) {
        int fragment = url.indexOf('#');
        return fragment < 0 ? url : url.substring(0, fragment);
    }

    /** Equal for URLs that differ in the case of the host, or in the slash after it. */
    private static String key(String url) {
        int path = authority(url);
        while (path < url.length() && "/?".indexOf(url.charAt(path)) < 0) {
            path++;
        }
        String rest = url.substring(path);
        return url.substring(0, path).toLowerCase(Locale.ROOT) + (rest.equals("/") ? "" : rest);
    }

    /** The host of a URL, for progress reports: without credentials. */
    static String host(String url) {
        int begin = authority(url);
        int end = begin;
        while (end < url.length() && "/?".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        String authority = url.substring(begin, end);
        return authority.substring(authority.lastIndexOf('@') + 1);
    }
}
