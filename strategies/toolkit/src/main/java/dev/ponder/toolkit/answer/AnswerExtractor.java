package dev.ponder.toolkit.answer;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Finds the final answer in the reply of a model.
 *
 * <p>The ways in which models give answers are tried from the surest to the vaguest; the first that is found wins, and
 * in each way the last one that the reply gives: an answer tag or JSON field, a box ({@code \boxed}), a GSM8K line
 * ({@code ####}), a sentence "the answer is …", a reply that is nothing but a value, and, as far as the question calls
 * for it, an option, yes or no, the last equation set apart, the last number. Reasoning in tags is not searched.
 *
 * <p>Stateless and thread-safe. A reply is never evaluated, only read; any text whatever is read in linear time.
 */
public final class AnswerExtractor {

    private static final List<ExtractionRule> GIVEN = List.of(new BoxRule(), new HashMarkRule(), new SentenceRule());

    private static final List<ExtractionRule> RULES = List.of(new TagRule(AnswerExtractor::given), new JsonRule(),
            new CodeRule(), AnswerExtractor::given, new WholeReplyRule(), new ChoiceRule(), new TruthRule(),
            new EquationRule(), new NumberRule());

    private AnswerExtractor() {
    }

    /**
     * Finds the answer.
     *
     * @param replyText the reply, its reasoning in tags or apart
     * @param hint what the question calls for; {@link QuestionHint#NONE} if it is not known
     * @return the answer; of kind {@link AnswerKind#NONE} if there is none, then marked as truncated if the reply ended
     *         while the model still thought
     */
    public static ExtractedAnswer extract(String replyText, QuestionHint hint) {
        ReasoningText split = ReasoningText.split(replyText);
        String answer = split.answer();
        Reply reply = new Reply(answer, replyText.length() - answer.length(), hint);
        ExtractedAnswer found = first(RULES, reply);
        return found != null ? found : ExtractedAnswer.none(split.truncated());
    }

    /** An answer that the reply itself announces as such. */
    private static @Nullable ExtractedAnswer given(Reply reply) {
        return first(GIVEN, reply);
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
