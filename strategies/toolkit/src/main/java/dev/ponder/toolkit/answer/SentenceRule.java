package dev.ponder.toolkit.answer;

import org.jspecify.annotations.Nullable;

/**
 * "The final answer is …", or without one "the answer is …", "Answer: …" and similar, to the end of the sentence.
 */
final class SentenceRule implements ExtractionRule {

    private static final double FINAL_CONFIDENCE = 0.85;
    private static final double CONFIDENCE = 0.8;
    private static final double WORDS_CONFIDENCE = 0.6;
    private static final String FINAL = "final ";
    private static final String ANSWER = "answer";

    @Override
    public @Nullable ExtractedAnswer find(Reply reply) {
        ExtractedAnswer announced = find(reply, true);
        return announced != null ? announced : find(reply, false);
    }

    private static @Nullable ExtractedAnswer find(Reply reply, boolean onlyFinal) {
        String lower = reply.lower();
        int reads = 0;
        for (int at = lower.lastIndexOf(ANSWER); at >= 0 && reads < MAX_READS; at = lower.lastIndexOf(ANSWER, at - 1)) {
            if (!isAnnounced(lower, at, onlyFinal)) {
                continue;
            }
            int start = Announcement.contentStart(lower, at, at + ANSWER.length());
            if (start >= 0) {
                reads++;
                ExtractedAnswer found = read(reply, start, onlyFinal ? FINAL_CONFIDENCE : CONFIDENCE);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static boolean isAnnounced(String lower, int at, boolean onlyFinal) {
        return onlyFinal
                ? lower.startsWith(FINAL, at - FINAL.length())
                : at == 0 || !Character.isLetter(lower.charAt(at - 1));
    }

    private static @Nullable ExtractedAnswer read(Reply reply, int start, double confidence) {
        String text = reply.text();
        int end = Sentences.end(text, start);
        ExtractedAnswer found = reply.lower().startsWith("not ", start)
                ? null
                : reply.answer(start, end, confidence, false);
        if (found == null || found.kind() != AnswerKind.TEXT) {
            return found;
        }
        // With options, the answer must name one
        return reply.hint().multipleChoice() ? null : reply.answer(start, end, WORDS_CONFIDENCE, false);
    }
}
