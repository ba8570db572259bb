package dev.ponder.strategies.leap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.ponder.api.Candidate;
import dev.ponder.api.Inference;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.PromptTemplate;
import dev.ponder.strategies.leap.FewShotPrompt.Demonstration;
import dev.ponder.toolkit.answer.AnswerEquivalence;
import dev.ponder.toolkit.answer.AnswerExtractor;
import dev.ponder.toolkit.answer.ExtractedAnswer;
import dev.ponder.toolkit.answer.QuestionHint;
import dev.ponder.toolkit.reply.TolerableFailure;
import dev.ponder.toolkit.text.MiddleTruncation;
import io.smallrye.mutiny.Uni;

/** Lets the model answer the examples without seeing their answers, and finds its mistakes. */
final class AttemptStage {

    static final String STAGE = "attempt";

    private static final PromptTemplate ATTEMPT = PromptTemplate.of(AttemptStage.class, "attempt");
    private static final int LONGEST_VALUE = 200;
    private static final int MAX_CHARACTERS = 20_000;

    private final Inference inference;
    private final LeapPrompts prompts;

    /**
     * A mistake at an example.
     *
     * @param attempt the wrong reply; empty if the mistake is only likely
     */
    record Mistake(Demonstration demonstration, String attempt) {}

    /** @param complete whether all calls succeeded */
    record Mistakes(List<Mistake> all, boolean complete) {}

    /** A reply and the answer in it. */
    private record Attempt(String text, ExtractedAnswer answer) {}

    AttemptStage(Inference inference, LeapPrompts prompts) {
        this.inference = inference;
        this.prompts = prompts;
    }

    /**
     * At most one mistake for each example, the most frequent one.
     *
     * @param calls how many calls the budget allows, shared evenly between the examples
     */
    Uni<Mistakes> mistakes(FewShotPrompt prompt, int calls) {
        List<Demonstration> demonstrations = prompt.demonstrations();
        int wanted = demonstrations.size() * prompts.settings().samples();
        List<Prompt> attempts = IntStream.range(0, calls)
                .mapToObj(i -> demonstrations.get(i % demonstrations.size()))
                .map(demonstration -> prompts.internal(STAGE, ATTEMPT, Map.of("task", !prompt.task().isBlank()),
                        prompts.question(prompt.task(), demonstration.question()))
                        .withTemperature(prompts.settings().temperature()))
                .toList();
        if (attempts.isEmpty()) {
            return Uni.createFrom().item(new Mistakes(List.of(), false));
        }
        return inference.sample(attempts)
                .collect().in(ArrayList<Candidate>::new, (written, candidate) -> {
                    written.add(candidate);
                    inference.progress(Progress.of(STAGE, written.size(), attempts.size()));
                })
                .onFailure(TolerableFailure::isTolerable).recoverWithItem(() -> new ArrayList<>())
                .chain(written -> inference.compute(
                        written.stream().mapToLong(candidate -> candidate.answer().characters()).sum(),
                        () -> new Mistakes(mistakes(demonstrations, written), written.size() == wanted)));
    }

    private static List<Mistake> mistakes(List<Demonstration> demonstrations, List<Candidate> written) {
        var mistakes = new ArrayList<Mistake>();
        for (int i = 0; i < demonstrations.size(); i++) {
            int example = i;
            Demonstration demonstration = demonstrations.get(i);
            List<String> replies = written.stream()
                    .filter(candidate -> candidate.index() % demonstrations.size() == example)
                    .filter(candidate -> candidate.answer().complete())
                    .sorted(Comparator.comparingInt(Candidate::index))
                    .map(candidate -> candidate.answer().text()).toList();
            wrong(demonstration, replies).ifPresent(attempt -> mistakes
                    .add(new Mistake(demonstration, MiddleTruncation.of(attempt, MAX_CHARACTERS))));
        }
        return mistakes;
    }

    /** The first reply with the most frequent wrong answer. A reply without an answer to compare is no mistake. */
    static Optional<String> wrong(Demonstration demonstration, List<String> replies) {
        QuestionHint hint = QuestionHint.of(demonstration.question());
        var equivalence = new AnswerEquivalence(hint);
        ExtractedAnswer right = solution(demonstration.answer(), hint);
        if (!right.votes()) {
            return Optional.empty();
        }
        List<Attempt> wrong = replies.stream()
                .map(reply -> new Attempt(reply, AnswerExtractor.extract(reply, hint)))
                .filter(attempt -> attempt.answer().votes() && !equivalence.equivalent(attempt.answer(), right))
                .toList();
        Attempt most = null;
        long votes = 0;
        for (Attempt attempt : wrong) {
            long same = wrong.stream().filter(other -> equivalence.equivalent(other.answer(), attempt.answer()))
                    .count();
            if (same > votes) {
                most = attempt;
                votes = same;
            }
        }
        return Optional.ofNullable(most).map(Attempt::text);
    }

    /** A short answer of words, such as a label, announces nothing by itself. */
    private static ExtractedAnswer solution(String answer, QuestionHint hint) {
        ExtractedAnswer found = AnswerExtractor.extract(answer, hint);
        boolean value = answer.length() <= LONGEST_VALUE && answer.indexOf('\n') < 0;
        return found.votes() || !value ? found : AnswerExtractor.extract("The answer is " + answer, hint);
    }
}
