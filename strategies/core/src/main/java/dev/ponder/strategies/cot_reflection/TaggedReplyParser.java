package dev.ponder.strategies.cot_reflection;

import java.util.List;

import dev.ponder.api.AnswerPart;
import dev.ponder.strategies.cot_reflection.TagNames.Section;
import dev.ponder.strategies.cot_reflection.TagScanner.Token;

/**
 * Parses a streamed, tagged reply into reasoning and answer. Accepts replies in which the model forgot, repeated or
 * omitted tags, and never emits a tag as text. One instance per reply; not thread-safe.
 */
final class TaggedReplyParser {

    /** From this many characters on, text outside all sections is an answer whose tags the model omitted. */
    static final int UNTAGGED_ANSWER = 64;

    private enum State {
        /** Outside all sections, before any answer. */
        PRE,
        /** In the thinking, or in a reflection outside of it. */
        THINKING,
        /** In the answer. */
        OUTPUT,
        /** After the answer, unless another closing tag follows. */
        DONE
    }

    private final TagScanner scanner;
    private final ReplyAccumulator parts = new ReplyAccumulator();
    private final StringBuilder held = new StringBuilder();
    private State state = State.PRE;
    private State afterThinking = State.PRE;
    private Section opener = Section.THINKING;
    private int undecided;
    private boolean atLineStart;

    TaggedReplyParser(TagNames names) {
        this.scanner = new TagScanner(names);
    }

    /** The parts that are certain with this chunk. */
    List<AnswerPart> add(String chunk) {
        scanner.add(chunk).forEach(this::take);
        return parts.take();
    }

    /**
     * The parts that were held back until the end of the reply. Text after the last closing tag of the answer is
     * dropped.
     *
     * @param truncated whether the reply is cut off
     */
    List<AnswerPart> end(boolean truncated) {
        text(scanner.rest(truncated));
        if (state == State.PRE) {
            parts.answer(released());
        }
        return parts.take();
    }

    /** Whether there was an answer. */
    boolean answered() {
        return parts.answered();
    }

    /** Whether the answer has its closing tag. */
    boolean complete() {
        return state == State.DONE;
    }

    /** The reasoning so far. */
    String thinking() {
        return parts.thinking();
    }

    private void take(Token token) {
        if (token instanceof Token.Text chunk) {
            text(chunk.text());
        } else if (token instanceof Token.Tag tag) {
            tag(tag);
            atLineStart = true;
        }
    }

    private void text(String chunk) {
        switch (state) {
            case PRE -> hold(chunk);
            case THINKING -> think(chunk);
            case OUTPUT -> parts.answer(chunk);
            case DONE -> held.append(chunk);
        }
    }

    /** Text before the first tag may be a preamble, thinking or the answer. */
    private void hold(String chunk) {
        held.append(chunk);
        undecided += (undecided == 0 ? chunk.stripLeading() : chunk).length();
        if (undecided >= UNTAGGED_ANSWER) {
            parts.answer(released());
            state = State.OUTPUT;
        }
    }

    private void think(String chunk) {
        int lineBreak = chunk.lastIndexOf('\n');
        atLineStart = (atLineStart || lineBreak >= 0) && chunk.substring(lineBreak + 1).isBlank();
        parts.think(chunk);
    }

    private void tag(Token.Tag tag) {
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
     * Thinking ends at its closing tag. If that is missing, it ends where an answer begins on a line of its own;
     * elsewhere in the thinking, the tag of the answer is only mentioned.
     */
    private void tagInThinking(Token.Tag tag) {
        boolean closed = tag.closing() && (tag.section() == opener || tag.section() == Section.THINKING);
        boolean unclosed = !tag.closing() && tag.section() == Section.OUTPUT && atLineStart;
        if (closed || unclosed) {
            state = afterThinking;
        }
        if (unclosed) {
            openOutput();
        }
    }

    /** Text before a tag of the thinking is a preamble, or thinking whose opening tag is missing. */
    private void thinkingTag(Token.Tag tag) {
        if (state == State.PRE) {
            parts.think(released());
        }
        if (!tag.closing()) {
            opener = tag.section();
            afterThinking = state;
            state = State.THINKING;
        }
    }

    private void openOutput() {
        if (state == State.PRE) {
            parts.think(released());
            state = State.OUTPUT;
        } else if (state == State.DONE) {
            held.append('\n');
        }
    }

    /** The held text belongs to the answer: its opening tag is missing, or an earlier closing tag was not the last. */
    private void closeOutput() {
        parts.answer(released());
        state = parts.answered() ? State.DONE : State.PRE;
    }

    private String released() {
        String text = held.toString();
        held.setLength(0);
        undecided = 0;
        return text;
    }
}
