package dev.ponder.toolkit.answer;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Finds the final answer in the reply of a model.
 *
 * <p>Extraction rules are tried from the most to the least reliable, and the first match wins: an answer tag or JSON
 * field, a box ({@code \boxed}), a GSM8K line ({@code ####}), a sentence "the answer is …", a reply that consists of a
 * value, and, if the question asks for it, an option, yes or no, the last display equation, the last number. Of several
 * matches of one rule the last one wins. Reasoning between tags is not searched.
 *
 * <p>Pure function, thread-safe. Never evaluates a reply, never throws, and takes linear time for any text.
 */
public final class AnswerExtractor {

    private static final List<ExtractionRule> MARKED = List.of(new BoxRule(), new HashMarkRule(), new SentenceRule());

    private static final List<ExtractionRule> RULES = List.of(new TagRule(AnswerExtractor::marked), new JsonRule(),
            new CodeRule(), AnswerExtractor::marked, new WholeReplyRule(), new ChoiceRule(), new TruthRule(),
            new EquationRule(), new NumberRule());

    private AnswerExtractor() {
    }

    /**
     * Finds the answer.
     *
     * @param replyText the reply, with its reasoning between tags or without it
     * @param hint the form of the answer that the question asks for; {@link QuestionHint#NONE} if it is unknown
     * @return the answer; without one, an answer of kind {@link AnswerKind#NONE}, marked as truncated if the reply ends
     *         inside the reasoning
     */
    public static ExtractedAnswer extract(String replyText, QuestionHint hint) {
        ReasoningText split = ReasoningText.split(replyText);
        String answer = split.answer();
        Reply reply = new Reply(answer, replyText.length() - answer.length(), hint);
        ExtractedAnswer found = first(RULES, reply);
        return found != null ? found : ExtractedAnswer.none(split.truncated());
    }

    /** An answer that the reply marks as its answer. */
    private static @Nullable ExtractedAnswer marked(Reply reply) {
        return first(MARKED, reply);
    }

    private static @Nullable ExtractedAnswer first(List<ExtractionRule> rules, Reply reply) {
        for (ExtractionRule rule : rules) {
            ExtractedAnswer found = rule.find(reply);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
