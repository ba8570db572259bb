package dev.ponder.retrieval.citation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The numbers between two brackets: {@code 1}, {@code 1, 4}, {@code 2-5}, {@code ^3}, {@code source 2}, {@code 4†L7}. Pure
 * functions.
 */
final class CitationGroup {

    /** Longer texts between brackets are no citations. */
    static final int MAX_LENGTH = 64;

    private static final Pattern SEPARATOR = Pattern.compile("[,;&]");
    private static final int MAX_DIGITS = 6;
    private static final int MAX_RANGE = 50;
    private static final List<String> WORDS = List.of("sources", "source", "notes", "note", "results", "result",
            "document", "refs", "ref", "citation", "s", "^");

    private CitationGroup() {
    }

    /** The numbers in their order; empty if the text is no citation. */
    static Optional<List<Integer>> read(String text) {
        var numbers = new ArrayList<Integer>();
        for (String item : SEPARATOR.split(text, -1)) {
            if (!add(item, numbers)) {
                return Optional.empty();
            }
        }
        return Optional.of(numbers);
    }

    private static boolean add(String item, List<Integer> numbers) {
        String text = withoutPlace(withoutWord(item.strip()));
        int first = digits(text, 0);
        if (first == 0 || first > MAX_DIGITS) {
            return false;
        }
        int from = Integer.parseInt(text.substring(0, first));
        numbers.add(from);
        String rest = text.substring(first).strip();
        if (rest.isEmpty()) {
            return true;
        }
        if ("-–—".indexOf(rest.charAt(0)) < 0) {
            return false;
        }
        String last = withoutWord(rest.substring(1).strip());
        int length = digits(last, 0);
        if (length == 0 || length != last.length() || length > MAX_DIGITS) {
            return false;
        }
        int to = Integer.parseInt(last);
        for (int i = from + 1; i <= Math.min(to, from + MAX_RANGE); i++) {
            numbers.add(i);
        }
        return to >= from;
    }

    private static String withoutWord(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return WORDS.stream().filter(lower::startsWith).findFirst()
                .map(word -> text.substring(word.length()).replace('.', ' ').strip()).orElse(text);
    }

    /** The place in the source, such as {@code †L7-L9}. */
    private static String withoutPlace(String text) {
        int mark = text.indexOf('†');
        return mark < 0 ? text : text.substring(0, mark).strip();
    }

    private static int digits(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end - from;
    }
}
