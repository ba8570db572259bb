package dev.ponder.api.judge;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Marks texts of models and clients as data inside a prompt: {@code <candidate-1f0c9a3e
 * label="A">...</candidate-1f0c9a3e>}. The number in the tag is drawn for each request and taken out of the text, so no
 * text can close its own fence. Immutable.
 */
public final class Fence {

    private final String nonce;

    private Fence(String nonce) {
        this.nonce = nonce;
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
        return "<" + tag(kind) + " label=\"" + label + "\">\n" + text.replace(nonce, "") + "\n</" + tag(kind) + ">";
    }

    /** The name of the tags of this kind, for instructions that refer to them. */
    public String tag(String kind) {
        return kind + "-" + nonce;
    }
}
