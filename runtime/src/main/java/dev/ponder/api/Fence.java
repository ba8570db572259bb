package dev.ponder.api;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Marks texts of models and clients as data inside a prompt: {@code <candidate-1f0c9a3e
 * label="A">...</candidate-1f0c9a3e>}. The number in the tag is drawn for each request and struck out of the text, in
 * either case, so no text can close its own fence. Immutable.
 */
public final class Fence {

    /** What stands where the number stood: were it nothing, a number inside a number would come together again. */
    private static final String STRUCK_OUT = "*";

    private final String nonce;
    private final Pattern guess;

    private Fence(String nonce) {
        this.nonce = nonce;
        this.guess = Pattern.compile(nonce, Pattern.LITERAL | Pattern.CASE_INSENSITIVE);
    }

    /** A fence of its own for one request. */
    public static Fence of(RandomGenerator random) {
        return new Fence(HexFormat.of().toHexDigits(random.nextInt()));
    }

    /**
     * The text inside its fence.
     *
     * @param kind what it is, a lower-case word such as {@code candidate} or {@code draft}
     * @param label what a verdict calls it by, such as {@code A}
     */
    public String wrap(String kind, String label, String text) {
        String harmless = guess.matcher(text).replaceAll(STRUCK_OUT);
        return "<" + tag(kind) + " label=\"" + label + "\">\n" + harmless + "\n</" + tag(kind) + ">";
    }

    /** The name of the tags of this kind, for instructions that refer to them. */
    public String tag(String kind) {
        return kind + "-" + nonce;
    }
}
