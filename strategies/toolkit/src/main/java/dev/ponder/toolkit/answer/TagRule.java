package dev.ponder.toolkit.answer;

import org.jspecify.annotations.Nullable;

/** {@code <answer>42</answer>}; the text between the tags may itself mark its answer, for example by a box. */
final class TagRule implements ExtractionRule {

    private static final double CONFIDENCE = 0.95;
    private static final double TRUNCATED_CONFIDENCE = 0.5;
    private static final String OPEN = "<answer>";
    private static final String CLOSE = "</answer>";

    private final ExtractionRule inside;

    TagRule(ExtractionRule inside) {
        this.inside = inside;
    }

    @Override
    public @Nullable ExtractedAnswer find(Reply reply) {
        String lower = reply.lower();
        int close = lower.lastIndexOf(CLOSE);
        int open = lower.lastIndexOf(OPEN, close < 0 ? lower.length() : close);
        if (open < 0) {
            return null;
        }
        int start = open + OPEN.length();
        boolean truncated = close < 0;
        double confidence = truncated ? TRUNCATED_CONFIDENCE : CONFIDENCE;
        int end = truncated ? lower.length() : close;
        if (reply.hint().code()) {
            return CodeRule.code(reply, start, end, confidence, truncated);
        }
        ExtractedAnswer announced = truncated ? null : inside.find(reply.within(start, end));
        return announced != null ? announced : reply.answer(start, end, confidence, truncated);
    }
}
