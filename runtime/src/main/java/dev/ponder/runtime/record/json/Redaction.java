package dev.ponder.runtime.record.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.ponder.runtime.config.RecordConfig;

/** Replaces what matches the operator's patterns. Thread-safe. */
public final class Redaction {

    private static final String KEY = "key";
    private static final String KEYS = "\\b(?:sk|pk|rk)[-_][A-Za-z0-9_-]{16,}+|\\bAKIA[0-9A-Z]{16}\\b"
            + "|\\bgh[pousr]_[A-Za-z0-9]{30,}+|\\bxox[abprs]-[A-Za-z0-9-]{10,}+|\\bAIza[A-Za-z0-9_-]{35,}+"
            + "|\\beyJ[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]{8,}+"
            + "|\\b[Bb]earer [A-Za-z0-9._~+/=-]{16,}+";
    /** Characters that a pattern may look at, for each character of a text. */
    private static final long STEPS = 2_000;
    private static final String GIVEN_UP = "[redacted:%s took too long]";

    private final Map<String, Pattern> patterns = new LinkedHashMap<>();

    /** The configured redaction. Throws a {@link java.util.regex.PatternSyntaxException}. */
    public Redaction(RecordConfig config) {
        this(config.redactKeys(), config.redact());
    }

    /**
     * A redaction by these patterns. Throws a {@link java.util.regex.PatternSyntaxException}.
     *
     * @param keys whether to replace what looks like a key, too
     * @param patterns regular expressions by their names
     */
    public Redaction(boolean keys, Map<String, String> patterns) {
        if (keys) {
            this.patterns.put(KEY, Pattern.compile(KEYS));
        }
        patterns.forEach((name, pattern) -> this.patterns.put(name, Pattern.compile(pattern)));
    }

    /** The text without what matches. */
    public String text(String text) {
        String redacted = text;
        for (Map.Entry<String, Pattern> pattern : patterns.entrySet()) {
            redacted = without(pattern.getValue(), pattern.getKey(), redacted);
        }
        return redacted;
    }

    /** A text for which a pattern takes too long is left out, because it may contain what the pattern looks for. */
    private static String without(Pattern pattern, String name, String text) {
        Matcher matcher = pattern.matcher(new BoundedText(text));
        try {
            return matcher.find() ? matcher.replaceAll(Matcher.quoteReplacement("[redacted:" + name + "]")) : text;
        } catch (TooManySteps | StackOverflowError e) {
            return GIVEN_UP.formatted(name);
        }
    }

    /** Replaces in all texts of a tree, in place. Names of members stay. */
    public void apply(ObjectNode tree) {
        if (!patterns.isEmpty()) {
            redact(tree);
        }
    }

    private void redact(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                if (member.getValue() instanceof TextNode value) {
                    member.setValue(TextNode.valueOf(text(value.textValue())));
                } else {
                    redact(member.getValue());
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof TextNode value) {
                    array.set(i, TextNode.valueOf(text(value.textValue())));
                } else {
                    redact(array.get(i));
                }
            }
        }
    }

    /** A text whose characters can be read only so often, because operators write the patterns. */
    private static final class BoundedText implements CharSequence {

        private final String text;
        private long left;

        BoundedText(String text) {
            this.text = text;
            this.left = (text.length() + 100) * STEPS;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (left-- == 0) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class TooManySteps extends RuntimeException {

        private static final long serialVersionUID = 1;

        TooManySteps() {
            super("a pattern", null, false, false);
        }
    }
}
