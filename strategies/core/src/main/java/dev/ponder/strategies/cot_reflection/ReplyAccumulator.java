package dev.ponder.strategies.cot_reflection;

import java.util.ArrayList;
import java.util.List;

import dev.ponder.api.AnswerPart;

/** Collects the reasoning and the answer of a streamed reply, without the white space around each. */
final class ReplyAccumulator {

    private final StrippingBuffer reasoning = new StrippingBuffer();
    private final StrippingBuffer answer = new StrippingBuffer();
    private final StringBuilder thinking = new StringBuilder();
    private List<AnswerPart> parts = new ArrayList<>();

    void think(String chunk) {
        String text = reasoning.add(chunk);
        thinking.append(text);
        if (!text.isEmpty()) {
            parts.add(new AnswerPart.Reasoning(text));
        }
    }

    void answer(String chunk) {
        String text = answer.add(chunk);
        if (!text.isEmpty()) {
            parts.add(new AnswerPart.Text(text));
        }
    }

    /** The parts since the last call. */
    List<AnswerPart> take() {
        List<AnswerPart> taken = parts;
        parts = new ArrayList<>();
        return taken;
    }

    boolean answered() {
        return answer.begun;
    }

    /** The reasoning so far. */
    String thinking() {
        return thinking.toString();
    }

    /** Holds white space back until text follows it, so that leading and trailing white space never comes out. */
    private static final class StrippingBuffer {

        private final StringBuilder blanks = new StringBuilder();
        private boolean begun;

        String add(String chunk) {
            String visible = chunk.stripTrailing();
            if (visible.isEmpty()) {
                blanks.append(chunk);
                return "";
            }
            String text = begun ? blanks + visible : visible.stripLeading();
            blanks.setLength(0);
            blanks.append(chunk, visible.length(), chunk.length());
            begun = true;
            return text;
        }
    }
}
