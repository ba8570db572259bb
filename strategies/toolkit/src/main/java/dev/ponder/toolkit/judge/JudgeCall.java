package dev.ponder.toolkit.judge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Answer;
import dev.ponder.api.Candidate;
import dev.ponder.api.Fence;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.toolkit.judge.ScoreBoard.Scores;
import dev.ponder.toolkit.text.FenceKind;

/**
 * One call to a judge about candidates, which it sees under labels that reveal only their position: {@code C1},
 * {@code C2} and so on. Immutable.
 *
 * @param task the instructions, as a template; {@link JudgeSession} lists its values
 * @param verdict the JSON object that the judge returns
 * @param candidates the candidates in the order in which the judge sees them
 * @param reader reads the scores from a reply to this call; {@link Scores#ABSTENTION} when there are none
 */
public record JudgeCall(PromptTemplate task, Verdict verdict, List<Candidate> candidates,
        BiFunction<String, JudgeCall, Scores> reader) {

    /** Copies the candidates. */
    public JudgeCall {
        candidates = List.copyOf(candidates);
    }

    /** A call that asks for one of the candidates: the chosen one scores 1, the others 0. */
    public static JudgeCall choosing(PromptTemplate task, List<Candidate> candidates) {
        return new JudgeCall(task, Verdict.CHOICE, candidates, JudgeCall::choice);
    }

    /** The labels of the candidates, in their order. */
    public List<String> labels() {
        return IntStream.rangeClosed(1, candidates.size()).mapToObj(position -> "C" + position).toList();
    }

    /** The index of the candidate with one of the {@link #labels()}. */
    public int index(String label) {
        return candidates.get(labels().indexOf(label)).index();
    }

    Scores read(String reply) {
        return reader.apply(reply, this);
    }

    /** The scores of a reply; a grade is the expectation over the score tokens if the reply has their probabilities. */
    Scores read(Answer reply) {
        Scores scores = read(reply.complete() ? reply.text() : verdict.completeIn(reply.text()));
        JsonNode logprobs = reply.logprobs();
        return verdict == Verdict.SCORE && logprobs != null
                ? scores.map(grade -> ExpectedScore.of(logprobs, grade))
                : scores;
    }

    /** The candidates' texts, without their reasoning, which is not part of the answer. */
    String blocks(Fence fence) {
        List<String> labels = labels();
        return IntStream.range(0, candidates.size())
                .mapToObj(i -> FenceKind.CANDIDATE.wrap(fence, labels.get(i), text(candidates.get(i).answer())))
                .collect(Collectors.joining("\n\n"));
    }

    private static String text(Answer answer) {
        String text = answer.text().isBlank() ? answer.refusal() : answer.text();
        return answer.callsTools() ? (text + "\n\n" + calls(answer.toolCalls())).strip() : text;
    }

    private static String calls(List<ToolCall> calls) {
        return calls.stream().map(call -> "[calls the tool " + call.name() + "]\n" + call.arguments())
                .collect(Collectors.joining("\n\n"));
    }

    private static Scores choice(String reply, JudgeCall call) {
        return VerdictReader.choice(reply, call.labels()).map(call::winner).orElse(Scores.ABSTENTION);
    }

    private Scores winner(String label) {
        Map<Integer, Double> points = new HashMap<>();
        candidates.forEach(candidate -> points.put(candidate.index(), candidate.index() == index(label) ? 1.0 : 0.0));
        return new Scores(points);
    }
}
