package dev.ponder.runtime.upstream.sim;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The tags in which a prompt wants the reply: {@code <thinking_ab12>}, {@code <output_ab12>}.
 *
 * @param thinking around the reasoning; null when it is not asked for
 * @param reflection around a look back, inside the reasoning; null when it is not asked for
 * @param output around the answer
 */
record AnswerTags(@Nullable String thinking, @Nullable String reflection, String output) {

    private static final int LONGEST_NAME = 64;

    /** Those that a text mentions. */
    static Optional<AnswerTags> in(String text) {
        String output = name(text, "output");
        output = output == null ? name(text, "answer") : output;
        return output == null
                ? Optional.empty()
                : Optional.of(new AnswerTags(name(text, "thinking"), name(text, "reflection"), output));
    }

    String wrap(String reasoning, String answer) {
        var text = new StringBuilder();
        if (thinking != null) {
            text.append(opening(thinking)).append(reasoning);
            if (reflection != null) {
                text.append('\n').append(opening(reflection)).append("I looked at each step again.")
                        .append(closing(reflection));
            }
            text.append(closing(thinking)).append('\n');
        }
        return text.append(opening(output)).append(answer).append(closing(output)).toString();
    }

    private static @Nullable String name(String text, String stem) {
        for (int at = text.indexOf("<" + stem); at >= 0; at = text.indexOf("<" + stem, at + 1)) {
            int end = at + 1 + stem.length();
            int limit = Math.min(text.length(), at + LONGEST_NAME);
            while (end < limit && isNameCharacter(text.charAt(end))) {
                end++;
            }
            if (end < limit && text.charAt(end) == '>') {
                return text.substring(at + 1, end);
            }
        }
        return null;
    }

    private static boolean isNameCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '_';
    }

    private static String opening(String name) {
        return "<" + name + ">";
    }

    private static String closing(String name) {
        return "</" + name + ">";
    }
}
