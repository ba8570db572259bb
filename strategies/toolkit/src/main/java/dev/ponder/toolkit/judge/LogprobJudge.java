package dev.ponder.toolkit.judge;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;

import dev.ponder.api.Prompt;
import dev.ponder.toolkit.judge.ScoreBoard.Scores;
import io.smallrye.mutiny.Uni;

/**
 * Scores each candidate by the mean log probability of its tokens, without a call. The mean makes candidates of
 * different lengths comparable (compare self-certainty, arXiv:2502.18581). A candidate without probabilities is not
 * scored.
 */
final class LogprobJudge implements Judge {

    @Override
    public int calls(int candidates, int votes) {
        return 0;
    }

    @Override
    public int depth(int candidates) {
        return 0;
    }

    @Override
    public Prompt sampling(Prompt prompt) {
        return prompt.with("logprobs", BooleanNode.TRUE);
    }

    @Override
    public Uni<ScoreBoard> judge(JudgeSession session) {
        Map<Integer, Double> points = new HashMap<>();
        session.candidates().forEach(candidate -> mean(candidate.answer().logprobs())
                .ifPresent(mean -> points.put(candidate.index(), mean)));
        return Uni.createFrom().item(ScoreBoard.of(new Scores(points)));
    }

    static OptionalDouble mean(@Nullable JsonNode logprobs) {
        if (logprobs == null) {
            return OptionalDouble.empty();
        }
        return StreamSupport.stream(logprobs.path("content").spliterator(), false)
                .map(token -> token.path("logprob"))
                .filter(JsonNode::isNumber)
                .mapToDouble(JsonNode::doubleValue)
                .average();
    }
}
