package dev.ponder.runtime.upstream.openai;

import java.util.function.Consumer;

/**
 * Splits a text that begins with {@code <think>} into reasoning and answer, in pieces of any size. Later tags are part of
 * the answer. One instance per text.
 */
final class ThinkTagSplitter {

    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    private enum State {
        BEFORE, THINKING, AFTER_THINKING, ANSWER
    }

    private final StringBuilder held = new StringBuilder();
    private State state = State.BEFORE;

    void add(String piece, Consumer<String> reasoning, Consumer<String> answer) {
        if (state == State.ANSWER) {
            emit(piece, answer);
            return;
        }
        held.append(piece);
        if (state == State.BEFORE) {
            beforeTag(answer);
        }
        if (state == State.THINKING) {
            think(reasoning);
        }
        if (state == State.AFTER_THINKING) {
            skipBlank(answer);
        }
    }

    void end(Consumer<String> reasoning, Consumer<String> answer) {
        emit(held.toString(), state == State.THINKING ? reasoning : answer);
        held.setLength(0);
    }

    private void beforeTag(Consumer<String> answer) {
        String start = held.toString().stripLeading();
        if (start.startsWith(OPEN)) {
            held.setLength(0);
            held.append(start, OPEN.length(), start.length());
            state = State.THINKING;
        } else if (!OPEN.startsWith(start)) {
            release(answer);
        }
    }

    private void think(Consumer<String> reasoning) {
        int close = held.indexOf(CLOSE);
        int safe = close >= 0 ? close : held.length() - openEnd();
        emit(held.substring(0, safe), reasoning);
        held.delete(0, close >= 0 ? close + CLOSE.length() : safe);
        state = close >= 0 ? State.AFTER_THINKING : State.THINKING;
    }

    private void skipBlank(Consumer<String> answer) {
        String rest = held.toString().stripLeading();
        held.setLength(0);
        if (!rest.isEmpty()) {
            held.append(rest);
            release(answer);
        }
    }

    private void release(Consumer<String> answer) {
        emit(held.toString(), answer);
        held.setLength(0);
        state = State.ANSWER;
    }

    /** The number of characters at the end that may begin the closing tag. */
    private int openEnd() {
        for (int length = Math.min(CLOSE.length() - 1, held.length()); length > 0; length--) {
            if (CLOSE.startsWith(held.substring(held.length() - length))) {
                return length;
            }
        }
        return 0;
    }

    private static void emit(String text, Consumer<String> to) {
        if (!text.isEmpty()) {
            to.accept(text);
        }
    }
}
