package dev.ponder.strategies.cot_reflection;

import java.util.ArrayList;
import java.util.List;

import dev.ponder.api.AnswerPart;

/** Reads replies in pieces, for tests. Tests write their tags {@code <T>}, {@code <R>} and {@code <O>}. */
final class Replies {

    static final TagNames NAMES = new TagNames("a1b2c3");

    private Replies() {
    }

    /**
     * What came of a reply.
     *
     * @param complete whether the answer came to its closing tag
     */
    record Read(String text, String reasoning, boolean complete) {}

    /** The reply with the request's names in its tags. */
    static String named(String reply) {
        String named = reply;
        for (Section section : Section.values()) {
            char letter = section.name().charAt(0);
            named = named.replace("<" + letter + ">", "<" + NAMES.of(section) + ">")
                    .replace("</" + letter + ">", "</" + NAMES.of(section) + ">");
        }
        return named;
    }

    /** Reads a reply that arrives in these pieces and is complete. */
    static Read read(String... pieces) {
        return read(false, pieces);
    }

    static Read read(boolean cut, String... pieces) {
        var reply = new TaggedReplyParser(NAMES);
        var parts = new ArrayList<AnswerPart>();
        for (String piece : pieces) {
            parts.addAll(reply.add(piece));
        }
        parts.addAll(reply.end(cut));
        return new Read(text(parts), reasoning(parts), reply.complete());
    }

    static String text(List<AnswerPart> parts) {
        var text = new StringBuilder();
        parts.forEach(part -> text.append(part instanceof AnswerPart.Text piece ? piece.text() : ""));
        return text.toString();
    }

    static String reasoning(List<AnswerPart> parts) {
        var text = new StringBuilder();
        parts.forEach(part -> text.append(part instanceof AnswerPart.Reasoning piece ? piece.text() : ""));
        return text.toString();
    }
}
