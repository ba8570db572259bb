package dev.ponder.strategies.bon;

import java.util.Optional;
import java.util.OptionalInt;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import dev.ponder.toolkit.judge.JudgeMode;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of Best of N. */
@ConfigMapping(prefix = "ponder.strategies.bon")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface BestOfNConfig extends StrategySettings {

    /** Number of candidates, 1 to 64. With 1, no judge is called. */
    @WithDefault("3")
    @Parameter(min = 1, max = 64, flat = "best_of_n")
    int samples();

    /** Temperature of the candidates, 0 to 2. A {@code temperature} in the request has precedence over this setting. */
    @WithDefault("1.0")
    @Parameter(min = 0, max = 2, flat = "bon_temperature")
    double temperature();

    /**
     * How the best candidate is chosen. {@code listwise}: one prompt ranks all candidates. {@code pairwise}: the judge
     * compares two candidates at a time, all pairs of up to 4 candidates or a pivot tournament of more.
     * {@code absolute}: the judge grades each candidate.
     * {@code logprob}: no judge; the candidate with the highest mean token probability wins, which needs an upstream
     * that reports {@code logprobs}.
     */
    @WithDefault("listwise")
    @Parameter(flat = "bon_judge")
    JudgeMode judge();

    /**
     * Number of times that a {@code listwise} judge ranks the candidates, or an {@code absolute} judge grades each of
     * them, 1 to 16. An even number cancels the position bias of the judge. {@code pairwise} and {@code logprob} ignore
     * this setting.
     */
    @WithDefault("2")
    @Parameter(min = 1, max = 16, flat = "bon_judge_votes")
    int judgeVotes();

    /** Model of the judge. Without a value, the model of the request. */
    @Parameter(flat = "bon_judge_model")
    Optional<String> judgeModel();

    /**
     * Maximum number of tokens of one verdict, including reasoning, 64 to 131072. A truncated verdict counts as an
     * abstention. Without a value, the limit of the upstream applies.
     */
    @Parameter(min = 64, max = 131072, flat = "bon_judge_max_tokens")
    OptionalInt judgeMaxTokens();

    /**
     * Whether an {@code absolute} judge is asked for {@code logprobs}. Its grade is then the expectation over the score
     * tokens, which is finer than the grade itself. {@code auto}: if the candidates have {@code logprobs}, because the
     * client asks for them. {@code on}: always. {@code off}: never. A reply without {@code logprobs} counts as it is
     * written.
     */
    @WithDefault("auto")
    @Parameter(flat = "bon_judge_logprobs")
    JudgeLogprobs judgeLogprobs();

    /** When a judge is asked for the log probabilities of its tokens. */
    enum JudgeLogprobs {
        /** If the upstream is known to support them: the candidates have them. */
        AUTO,
        /** Always. */
        ON,
        /** Never. */
        OFF
    }
}
