package dev.ponder.runtime.upstream.openai;

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Splits a text that begins with a tag of a model's reasoning, such as {@code <think>}, into reasoning and answer, in pieces
 * of any size. Later tags are part of the answer. {@link #split} also finds reasoning without an opening tag, which some
 * chat templates write into the prompt, because it has the whole text. One instance per text.
 *
 * <p>These are tags that models were trained on. Tags that prompts ask for, such as {@code <thinking>}, are text.
 */
final class ThinkTagSplitter {

    private static final List<Tag> TAGS = List.of(new Tag("<think>", "</think>"), new Tag("<thought>", "</thought>"),
            new Tag("<seed:think>", "</seed:think>"), new Tag("[THINK]", "[/THINK]"), new Tag("◁think▷", "◁/think▷"),
            new Tag("<|begin_of_thought|>", "<|end_of_thought|>"),
            new Tag("<|channel|>analysis<|message|>", "<|end|><|start|>assistant<|channel|>final<|message|>"));
    private static final String FENCE = "```";

    private record Tag(String open, String close) {}

    private enum State {
        BEFORE, THINKING, AFTER_THINKING, ANSWER
    }

    private final StringBuilder held = new StringBuilder();
    private State state = State.BEFORE;
    private Tag tag = TAGS.get(0);

    /** Splits a whole text. */
    static ReasoningReader split(String text) {
        var splitter = new ThinkTagSplitter();
        var reasoning = new StringBuilder();
        var answer = new StringBuilder();
        splitter.add(text, reasoning::append, answer::append);
        splitter.end(reasoning::append, answer::append);
        return withoutOpening(reasoning.toString().strip(), answer.toString());
    }

    /** A closing tag without an opening one ends reasoning, unless it is quoted as code. */
    private static ReasoningReader withoutOpening(String reasoning, String answer) {
        String thought = reasoning;
        String rest = answer;
        for (Tag tag : TAGS) {
            for (int close = unopened(rest, tag); close >= 0; close = unopened(rest, tag)) {
                String more = rest.substring(0, close).strip();
                thought = thought.isEmpty() || more.isEmpty() ? thought + more : thought + "\n" + more;
                rest = rest.substring(close + tag.close().length()).stripLeading();
            }
        }
        return new ReasoningReader(thought, rest);
    }

    /** The position of the first closing tag, if it is no code and no opening tag precedes it; else negative. */
    private static int unopened(String text, Tag tag) {
        int close = indexOf(text, tag.close(), 0);
        int open = indexOf(text, tag.open(), 0);
        return close < 0 || open >= 0 && open < close || isCode(text, close) ? -1 : close;
    }

    private static boolean isCode(String text, int at) {
        boolean fenced = false;
        for (int fence = text.indexOf(FENCE); fence >= 0
                && fence < at; fence = text.indexOf(FENCE, fence + FENCE.length())) {
            fenced = !fenced;
        }
        long quotes = text.substring(text.lastIndexOf('\n', at) + 1, at).chars().filter(c -> c == '`').count();
        return fenced || quotes % 2 == 1;
    }

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
        Tag opened = opened(start);
        if (opened != null) {
            tag = opened;
            held.setLength(0);
            held.append(start, tag.open().length(), start.length());
            state = State.THINKING;
        } else if (TAGS.stream().noneMatch(known -> known.open().regionMatches(true, 0, start, 0, start.length()))) {
            release(answer);
        }
    }

    private static @Nullable Tag opened(String start) {
        return TAGS.stream().filter(known -> start.regionMatches(true, 0, known.open(), 0, known.open().length()))
                .findFirst().orElse(null);
    }

    private void think(Consumer<String> reasoning) {
        int close = indexOf(held, tag.close(), 0);
        int safe = close >= 0 ? close : held.length() - openEnd();
        emit(held.substring(0, safe), reasoning);
        held.delete(0, close >= 0 ? close + tag.close().length() : safe);
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
        for (int length = Math.min(tag.close().length() - 1, held.length()); length > 0; length--) {
            if (tag.close().regionMatches(true, 0, held.substring(held.length() - length), 0, length)) {
                return length;
            }
        }
        return 0;
    }

    private static int indexOf(CharSequence text, String part, int from) {
        char first = part.charAt(0);
        for (int i = from; i <= text.length() - part.length(); i++) {
            if (text.charAt(i) == first && part.equalsIgnoreCase(text.subSequence(i, i + part.length()).toString())) {
                return i;
            }
        }
        return -1;
    }

    private static void emit(String text, Consumer<String> to) {
        if (!text.isEmpty()) {
            to.accept(text);
        }
    }
}
