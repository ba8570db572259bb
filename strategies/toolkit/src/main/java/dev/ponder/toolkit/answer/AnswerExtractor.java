package dev.ponder.toolkit.answer;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Finds the final answer in the reply of a model.
 *
 * <p>A reply is first read as what it is, then as mathematics. Extraction rules are tried in this order, and the first
 * match wins: a reply that is JSON; an answer tag; a program, if the question asks for one or the reply is one; JSON in a
 * fence or in the text; a box ({@code \boxed}), a last line {@code #### 42} as in GSM8K, a sentence "the answer is …"; any
 * other program; a reply that consists of a value; if the question asks for it, an option, yes or no; a list; the last
 * display equation; and, if the question asks for a number, the last number of the last line. Of several matches of one
 * rule the last one wins. Reasoning between tags is not searched, and programs are searched by no rule.
 *
 * <p>Pure function, thread-safe. Never evaluates a reply, never throws, and takes linear time for any text.
 */
public final class AnswerExtractor {

    private static final CodeRule CODE = new CodeRule();
    private static final List<ExtractionRule> MARKED = List.of(new BoxRule(), new HashMarkRule(), new SentenceRule());
    private static final List<ExtractionRule> INSIDE_TAG = List.of(JsonRule.whole(), AnswerExtractor::marked);

    private static final List<ExtractionRule> RULES = List.of(JsonRule.whole(), new TagRule(AnswerExtractor::inside),
            AnswerExtractor::wantedCode, JsonRule.within(), AnswerExtractor::marked, CODE, new WholeReplyRule(),
            new ChoiceRule(), new TruthRule(), new ListRule(), new EquationRule(), new NumberRule());

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

    /** An answer that the reply marks as its answer, outside of programs. */
    private static @Nullable ExtractedAnswer marked(Reply reply) {
        return first(MARKED, reply.withoutPrograms());
    }

    private static @Nullable ExtractedAnswer inside(Reply reply) {
        return first(INSIDE_TAG, reply);
    }

    private static @Nullable ExtractedAnswer wantedCode(Reply reply) {
        return reply.hint().code() || ProgramText.isProgram(reply.text()) ? CODE.find(reply) : null;
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
