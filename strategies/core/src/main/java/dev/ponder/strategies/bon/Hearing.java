package dev.ponder.strategies.bon;

import java.util.function.BiFunction;

import dev.ponder.api.PromptTemplate;
import dev.ponder.api.judge.Verdict;

/**
 * One call to a judge.
 *
 * @param task what it is to do, as a template that knows the {@code count} of candidates
 * @param verdict what it is to return
 * @param lineup what it sees
 * @param reader makes a ballot of its reply
 */
record Hearing(PromptTemplate task, Verdict verdict, Lineup lineup, BiFunction<String, Lineup, Ballot> reader) {

    Ballot read(String reply) {
        return reader.apply(reply, lineup);
    }
}
