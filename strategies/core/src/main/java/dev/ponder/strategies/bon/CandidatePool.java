package dev.ponder.strategies.bon;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;

/**
 * The candidates by what is known of them before any judge is asked.
 *
 * @param contenders those that may win, the best of them still unknown, distinct, in the order of their indexes; at
 *         least one
 * @param settled whether they all give the same answer, so that there is nothing to judge
 * @param others the rest, in order: those that the majority contradicts, those that were cut off, those without a text
 */
record CandidatePool(List<Candidate> contenders, boolean settled, List<Candidate> others) {

    private static final Comparator<Candidate> BY_RANK = Comparator.comparingInt(CandidatePool::rank)
            .thenComparing(Candidate.TIE_BREAK);

    static CandidatePool of(List<Candidate> sampled, String question) {
        int best = sampled.stream().mapToInt(CandidatePool::rank).min().orElse(0);
        List<Candidate> likely = sampled.stream().filter(candidate -> rank(candidate) == best)
                .sorted(Comparator.comparingInt(Candidate::index)).toList();
        List<Candidate> agreeing = best == 0 ? MajorityAnswer.majority(likely, question) : List.of();
        List<Candidate> contenders = agreeing.isEmpty() ? likely : agreeing;
        boolean unanimous = agreeing.size() == likely.size();
        List<Candidate> others = Stream.concat(
                likely.stream().filter(candidate -> !contenders.contains(candidate)).sorted(Candidate.TIE_BREAK),
                sampled.stream().filter(candidate -> rank(candidate) != best).sorted(BY_RANK)).toList();
        List<Candidate> distinct = distinct(contenders);
        return new CandidatePool(distinct, unanimous || distinct.size() == 1, others);
    }

    /** The answers of candidates in this order; the second of two equal texts says nothing new. */
    static List<Answer> answers(List<Candidate> ranked) {
        return distinct(ranked).stream().map(Candidate::answer).toList();
    }

    private static int rank(Candidate candidate) {
        Answer answer = candidate.answer();
        return answer.blank() ? 2 : answer.truncated() ? 1 : 0;
    }

    private static List<Candidate> distinct(List<Candidate> candidates) {
        Map<String, Candidate> byText = new LinkedHashMap<>();
        candidates.forEach(candidate -> byText.putIfAbsent(candidate.answer().text().strip(), candidate));
        return new ArrayList<>(byText.values());
    }
}
