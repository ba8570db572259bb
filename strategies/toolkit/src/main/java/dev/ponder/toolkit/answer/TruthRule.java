package dev.ponder.toolkit.answer;

import org.jspecify.annotations.Nullable;

/** Yes, no, true or false as the first or the last word, if the question asks for it. */
final class TruthRule implements ExtractionRule {

    private static final double CONFIDENCE = 0.5;

    @Override
    public @Nullable ExtractedAnswer find(Reply reply) {
        String text = reply.text();
        if (!reply.hint().yesNo()) {
            return null;
        }
        int end = text.length();
        while (end > 0 && !Character.isLetter(text.charAt(end - 1))) {
            end--;
        }
        int start = end;
        while (start > 0 && end - start < 10 && Character.isLetter(text.charAt(start - 1))) {
            start--;
        }
        boolean negated = reply.lower().startsWith("not ", start - "not ".length());
        ExtractedAnswer last = negated ? null : truth(reply, start, end);
        return last != null ? last : first(reply);
    }

    private static @Nullable ExtractedAnswer first(Reply reply) {
        String text = reply.text();
        int start = 0;
        while (start < text.length() && !Character.isLetter(text.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < text.length() && end - start < 10 && Character.isLetter(text.charAt(end))) {
            end++;
        }
        boolean explained = AnswerReader.truth(text.substring(start, Math.min(text.length(), end + 10)), true) != null;
        return explained ? truth(reply, start, end) : null;
    }

    private static @Nullable ExtractedAnswer truth(Reply reply, int start, int end) {
        String word = reply.text().substring(start, end);
        Boolean yes = AnswerReader.truth(word, false);
        return yes == null ? null : reply.answer(new Value.Bool(yes), word, start, end, CONFIDENCE, false);
    }
}
