package dev.ponder.strategies.privacy.entity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Collects what the recognisers find in one text, and tells them which words are near a span. Not thread-safe.
 */
public final class Detections {

    private static final int BEFORE = 48;
    private static final int AFTER = 16;
    private static final int MOST_CHECKS = 2000;

    private final String text;
    private final String context;
    private final Set<EntityType> wanted;
    private int checks;
    private final List<Detection> found = new ArrayList<>();

    /**
     * An empty collection.
     *
     * @param text the text
     * @param context what is known about the text, such as the name of the JSON member that contains it; may be empty
     * @param wanted the kinds of entities that are collected
     */
    public Detections(String text, String context, Set<EntityType> wanted) {
        this.text = text;
        this.context = words(context);
        this.wanted = wanted;
    }

    /** The words of a name in snake case, kebab case or camel case. */
    private static String words(String name) {
        var words = new StringBuilder(name.length() + 8);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean hump = i > 0 && Character.isUpperCase(c) && Character.isLowerCase(name.charAt(i - 1));
            words.append(hump ? " " : "").append(c == '_' || c == '-' ? ' ' : Character.toLowerCase(c));
        }
        return words.toString();
    }

    /** The text. */
    public String text() {
        return text;
    }

    /** What is known about the text: words in lower case with blanks between them; may be empty. */
    public String context() {
        return context;
    }

    /** Whether one more costly check is possible. After many of them in one text, the form of a value has to suffice. */
    public boolean mayCheck() {
        return ++checks <= MOST_CHECKS;
    }

    /** Whether this kind of entity is collected. */
    public boolean wants(EntityType type) {
        return wanted.contains(type);
    }

    /** Adds a span, unless its kind is not wanted. */
    public void add(EntityType type, int start, int end, double score) {
        if (wants(type)) {
            found.add(new Detection(type.name(), start, end, score));
        }
    }

    /** All spans so far. */
    public List<Detection> found() {
        return found;
    }

    /**
     * Which of two groups of words, all in lower case, is nearer: 1 if one of {@code speaking} is within a few words before the
     * span, in the context or just behind the span; -1 if one of {@code against} is nearer before the span; 0 if there is
     * neither.
     */
    public int evidence(int start, int end, List<String> speaking, List<String> against) {
        String before = text.substring(Math.max(0, start - BEFORE), start).toLowerCase(Locale.ROOT);
        int pro = last(before, speaking);
        int contra = last(before, against);
        if (pro >= 0 || contra >= 0) {
            return pro >= contra ? 1 : -1;
        }
        if (last(context, speaking) >= 0) {
            return 1;
        }
        String after = text.substring(end, Math.min(text.length(), end + AFTER)).toLowerCase(Locale.ROOT);
        return last(after, speaking) >= 0 ? 1 : last(context, against) >= 0 ? -1 : 0;
    }

    /** The place of the last of these words; -1 if there is none. */
    private static int last(String window, List<String> words) {
        int last = -1;
        for (String word : words) {
            for (int at = window.lastIndexOf(word); at > last; at = window.lastIndexOf(word, at - 1)) {
                if (!letter(window, at - 1) && !letter(window, at + word.length())) {
                    last = at;
                }
            }
        }
        return last;
    }

    private static boolean letter(String window, int at) {
        return at >= 0 && at < window.length() && Character.isLetter(window.charAt(at));
    }
}
