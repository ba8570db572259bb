package dev.ponder.strategies.cot_reflection;

import java.util.ArrayList;
import java.util.List;

import dev.ponder.api.AnswerPart;
import dev.ponder.strategies.cot_reflection.TagNames.Section;

/** Parses replies in chunks, for tests that write their tags as {@code <T>}, {@code <R>} and {@code <O>}. */
final class TaggedReplies {

    static final TagNames NAMES = new TagNames("a1b2c3");

    private TaggedReplies() {
    }

    /**
     * A reply as it was parsed.
     *
     * @param complete whether the answer has its closing tag
     */
    record ParsedReply(String text, String reasoning, boolean complete) {}

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

    /** Parses a complete reply in these chunks. */
    static ParsedReply read(String... chunks) {
        return read(false, chunks);
    }

    static ParsedReply read(boolean truncated, String... chunks) {
        var reply = new TaggedReplyParser(NAMES);
        var parts = new ArrayList<AnswerPart>();
        for (String chunk : chunks) {
            parts.addAll(reply.add(chunk));
        }
        parts.addAll(reply.end(truncated));
        return new ParsedReply(text(parts), reasoning(parts), reply.complete());
    }

    static String text(List<AnswerPart> parts) {
        var text = new StringBuilder();
        parts.forEach(part -> text.append(part instanceof AnswerPart.Text chunk ? chunk.text() : ""));
        return text.toString();
    }

    static String reasoning(List<AnswerPart> parts) {
        var text = new StringBuilder();
        parts.forEach(part -> text.append(part instanceof AnswerPart.Reasoning chunk ? chunk.text() : ""));
        return text.toString();
    }
}
