package dev.ponder.toolkit.judge;

import java.util.function.BiFunction;

import dev.ponder.api.PromptTemplate;

/**
 * One call to a judge.
 *
 * @param task what it is to do, as a template that knows the {@code count} of candidates
 * @param verdict what it is to return
 * @param lineup what it sees
 * @param reader makes a ballot of its reply
 */
record JudgeCall(PromptTemplate task, Verdict verdict, LabelledCandidates lineup,
        BiFunction<String, LabelledCandidates, Scores> reader) {

    public Scores read(String reply) {
        return reader.apply(reply, lineup);
    }
}
