package dev.ponder.api;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Marks texts of models and clients as data inside a prompt: {@code <candidate-1f0c9a3e
 * label="A">...</candidate-1f0c9a3e>}. The number in the tag is random for each request and is removed from the text, in
 * upper and lower case, so no text can close its own fence. Immutable.
 */
public final class Fence {

    /** Replaces the number. If it were removed, the text around it could form the number again. */
    private static final String STRUCK_OUT = "*";

    private static final Pattern TAG = Pattern
            .compile("<(([a-z0-9_-]{1,64})-[0-9a-f]{8})(?: label=\"([^\"<>]*)\")?>");
    /** Each unclosed block costs a search of the whole rest of the text. */
    private static final int MAX_UNCLOSED = 16;

    private final String nonce;

    /**
     * A text inside its fence.
     *
     * @param label empty when it has none
     */
    public record Block(String kind, String label, String text) {}

    /**
     * A text whose fenced blocks are separated from it.
     *
     * @param blocks the blocks, in order; a block inside another one is part of its text
     * @param rest the text around them
     */
    public record Blocks(List<Block> blocks, String rest) {

        /** Copies the list. */
        public Blocks {
            blocks = List.copyOf(blocks);
        }
    }

    private Fence(String nonce) {
        this.nonce = nonce;
    }

    /** A fence for one request. */
    public static Fence of(RandomGenerator random) {
        return new Fence(HexFormat.of().toHexDigits(random.nextInt()));
    }

    /**
     * The text inside its fence.
     *
     * @param kind a lower-case word such as {@code candidate} or {@code draft}
     * @param label the name that the model is to use for the text, such as {@code A}
     */
    public String wrap(String kind, String label, String text) {
        return "<" + tag(kind) + " label=\"" + label + "\">\n" + harmless(text) + "\n</" + tag(kind) + ">";
    }

    private String harmless(String text) {
        int found = guess(text, 0);
        if (found < 0) {
            return text;
        }
        var harmless = new StringBuilder(text.length());
        int from = 0;
        for (; found >= 0; found = guess(text, from)) {
            harmless.append(text, from, found).append(STRUCK_OUT);
            from = found + nonce.length();
        }
        return harmless.append(text, from, text.length()).toString();
    }

    /** Where the text contains the number, in upper or lower case; -1 if it does not. */
    private int guess(String text, int from) {
        char first = nonce.charAt(0);
        char upper = Character.toUpperCase(first);
        for (int i = from; i <= text.length() - nonce.length(); i++) {
            char c = text.charAt(i);
            if ((c == first || c == upper) && text.regionMatches(true, i, nonce, 0, nonce.length())) {
                return i;
            }
        }
        return -1;
    }

    /** The blocks that fences wrote into a text: the inverse of {@link #wrap}. Takes linear time. */
    public static Blocks blocks(String text) {
        var blocks = new ArrayList<Block>();
        var rest = new StringBuilder();
        int from = 0;
        int unclosed = 0;
        Matcher tag = TAG.matcher(text);
        while (unclosed < MAX_UNCLOSED && tag.find()) {
            String close = "</" + tag.group(1) + ">";
            int end = text.indexOf(close, tag.end());
            if (end < 0) {
                unclosed++;
                continue;
            }
            String label = tag.group(3);
            blocks.add(new Block(tag.group(2), label == null ? "" : label, unwrapped(text.substring(tag.end(), end))));
            rest.append(text, from, tag.start()).append('\n');
            from = end + close.length();
            tag.region(from, text.length());
        }
        return new Blocks(blocks, rest.append(text, from, text.length()).toString());
    }

    private static String unwrapped(String text) {
        return text.length() > 1 && text.startsWith("\n") && text.endsWith("\n")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    /** The tag name of this kind, for instructions that refer to it. */
    public String tag(String kind) {
        return kind + "-" + nonce;
    }
}
