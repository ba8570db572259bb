package dev.ponder.strategies.cot_reflection;

import java.util.List;

import dev.ponder.api.AnswerPart;

/**
 * Parts a tagged reply into reasoning and answer while it arrives. It takes what models make of the instructions:
 * tags forgotten, repeated, or left out altogether. Its tags never come out as text. One instance per reply; not
 * thread-safe.
 */
final class TaggedReplyParser {

    /** So many characters outside all sections are an answer whose tags the model left out. */
    static final int ENOUGH = 64;

    private enum State {
        /** Outside all sections, before any answer. */
        PRE,
        /** In the thinking, or in a reflection that stands on its own. */
        THINKING,
        /** In the answer. */
        OUTPUT,
        /** Behind the answer, unless another closing tag shows that it was not. */
        DONE
    }

    private final TagScanner scanner;
    private final ReplyParts parts = new ReplyParts();
    private final StringBuilder waiting = new StringBuilder();
    private State state = State.PRE;
    private State afterThinking = State.PRE;
    private Section opener = Section.THINKING;
    private int undecided;
    private boolean atLineStart;

    TaggedReplyParser(TagNames names) {
        this.scanner = new TagScanner(names);
    }

    /** What is certain of the reply now. */
    List<AnswerPart> add(String piece) {
        scanner.add(piece).forEach(this::take);
        return parts.taken();
    }

    /**
     * What was held back, now that the reply is over. What follows the answer's last closing tag is none of it.
     *
     * @param cut whether the model was stopped before it had said everything
     */
    List<AnswerPart> end(boolean cut) {
        text(scanner.rest(cut));
        if (state == State.PRE) {
            parts.answer(waited());
        }
        return parts.taken();
    }

    /** Whether there was an answer. */
    boolean answered() {
        return parts.answered();
    }

    /** Whether the answer came to its closing tag. */
    boolean complete() {
        return state == State.DONE;
    }

    /** The reasoning so far. */
    String thinking() {
        return parts.thinking();
    }

    private void take(ReplyToken token) {
        if (token instanceof ReplyToken.Text piece) {
            text(piece.text());
        } else if (token instanceof ReplyToken.Tag tag) {
            tag(tag);
            atLineStart = true;
        }
    }

    private void text(String piece) {
        switch (state) {
            case PRE -> hesitate(piece);
            case THINKING -> think(piece);
            case OUTPUT -> parts.answer(piece);
            case DONE -> waiting.append(piece);
        }
    }

    private void hesitate(String piece) {
        waiting.append(piece);
        undecided += (undecided == 0 ? piece.stripLeading() : piece).length();
        if (undecided >= ENOUGH) {
            parts.answer(waited());
            state = State.OUTPUT;
        }
    }

    private void think(String piece) {
        int lineBreak = piece.lastIndexOf('\n');
        atLineStart = (atLineStart || lineBreak >= 0) && piece.substring(lineBreak + 1).isBlank();
        parts.think(piece);
    }

    private void tag(ReplyToken.Tag tag) {
        if (state == State.THINKING) {
            tagInThinking(tag);
        } else if (tag.section() != Section.OUTPUT) {
            thinkingTag(tag);
        } else if (tag.closing()) {
            closeOutput();
        } else {
            openOutput();
        }
    }

    /**
     * An answer that begins on a line of its own ends thinking that was never closed; elsewhere its tag is only
     * mentioned.
     */
    private void tagInThinking(ReplyToken.Tag tag) {
        boolean closed = tag.closing() && (tag.section() == opener || tag.section() == Section.THINKING);
        boolean overtaken = !tag.closing() && tag.section() == Section.OUTPUT && atLineStart;
        if (closed || overtaken) {
            state = afterThinking;
        }
        if (overtaken) {
            openOutput();
        }
    }

    /** What stands before the tag was no answer: a preamble, or thinking whose own opening tag is missing. */
    private void thinkingTag(ReplyToken.Tag tag) {
        if (state == State.PRE) {
            parts.think(waited());
        }
        if (!tag.closing()) {
            opener = tag.section();
            afterThinking = state;
            state = State.THINKING;
        }
    }

    private void openOutput() {
        if (state == State.PRE) {
            parts.think(waited());
            state = State.OUTPUT;
        } else if (state == State.DONE) {
            waiting.append('\n');
        }
    }

    /** What waits belongs to the answer: its opening tag is missing, or an earlier closing tag was not the last. */
    private void closeOutput() {
        parts.answer(waited());
        state = parts.answered() ? State.DONE : State.PRE;
    }

    private String waited() {
        String text = waiting.toString();
        waiting.setLength(0);
        undecided = 0;
        return text;
    }
}
