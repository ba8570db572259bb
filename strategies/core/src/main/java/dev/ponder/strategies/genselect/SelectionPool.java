package dev.ponder.strategies.genselect;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.toolkit.vote.AnswerPool;

/**
 * The candidates by their answers. Complete candidates compete; those that were cut off, filtered or ended by a failure
 * only if there are no others.
 *
 * @param distinct the candidates that may win, without repeated texts, the most typical first; at least one
 * @param classes the same candidates in classes of equal answers, the largest class first
 * @param unanimous whether all are the same answer and nothing else, so that there is nothing to compare
 * @param cutOff whether no candidate is complete, although some are not blank
 * @param rest the candidates that cannot win, in order
 */
record SelectionPool(List<Candidate> distinct, List<AnswerClass> classes, boolean unanimous, boolean cutOff,
        List<Candidate> rest) {

    /**
     * Candidates with equal answers.
     *
     * @param members with distinct texts, the most typical first
     * @param size the number of candidates, with repeated texts
     */
    record AnswerClass(List<Candidate> members, int size) {}

    static SelectionPool of(List<Candidate> sampled, String question) {
        AnswerPool pool = AnswerPool.of(sampled, question);
        return new SelectionPool(pool.contenders(),
                pool.classes().stream().map(equal -> new AnswerClass(distinct(equal), equal.size()))
                        .sorted(Comparator.comparingInt(AnswerClass::size).reversed()).toList(),
                pool.settled(), pool.cutOff(), distinct(pool.others()));
    }

    /** The most typical candidate of each class, the largest class first. */
    List<Candidate> representatives() {
        return classes.stream().map(equal -> equal.members().get(0)).toList();
    }

    /** The candidates of several lists, each once. */
    @SafeVarargs
    static List<Candidate> concat(List<Candidate>... lists) {
        Map<Integer, Candidate> byIndex = new LinkedHashMap<>();
        Stream.of(lists).flatMap(List::stream).forEach(candidate -> byIndex.putIfAbsent(candidate.index(), candidate));
        return List.copyOf(byIndex.values());
    }

    private static List<Candidate> distinct(List<Candidate> candidates) {
        return AnswerPool.distinct(candidates, Candidate::answer);
    }

    /** What the client would receive: text or refusal, and tool calls without their ids. */
    static String shown(Answer answer) {
        var shown = new StringBuilder(answer.text().isBlank() ? answer.refusal() : answer.text().strip());
        answer.toolCalls().forEach(call -> shown.append("\n[calls the tool ").append(call.name()).append("]\n")
                .append(call.arguments()));
        return shown.toString();
    }
}
