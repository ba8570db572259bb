package dev.ponder.strategies.cot_reflection;

import java.util.ArrayList;
import java.util.List;

import dev.ponder.api.AnswerPart;

/** Collects the reasoning and the answer of a reply, each without the white space around it. */
final class ReplyParts {

    private final StrippingBuffer reasoning = new StrippingBuffer();
    private final StrippingBuffer answer = new StrippingBuffer();
    private final StringBuilder thinking = new StringBuilder();
    private List<AnswerPart> parts = new ArrayList<>();

    void think(String piece) {
        String certain = reasoning.add(piece);
        thinking.append(certain);
        if (!certain.isEmpty()) {
            parts.add(new AnswerPart.Reasoning(certain));
        }
    }

    void answer(String piece) {
        String certain = answer.add(piece);
        if (!certain.isEmpty()) {
            parts.add(new AnswerPart.Text(certain));
        }
    }

    /** Those since the last time. */
    List<AnswerPart> taken() {
        List<AnswerPart> all = parts;
        parts = new ArrayList<>();
        return all;
    }

    boolean answered() {
        return answer.begun();
    }

    /** The reasoning so far. */
    String thinking() {
        return thinking.toString();
    }
}
