package dev.ponder.strategies.spl;

import java.time.Duration;
import java.util.Optional;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of system prompt learning. */
@ConfigMapping(prefix = "ponder.strategies.spl")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface SplConfig extends StrategySettings {

    /** Whether the request teaches: strategies are written and credited while its answer is streamed. */
    @WithDefault("false")
    @Parameter(flat = "spl_learning")
    boolean learning();

    /**
     * Whether the end of the answer waits until everything is learned, for training runs. Otherwise what is not learned when
     * the answer ends is cancelled, which is often the case for short answers.
     */
    @WithDefault("false")
    @Parameter(flat = "spl_finish_learning")
    boolean finishLearning();

    /**
     * What the client says about the last answer in the conversation, which a learning request wrote: it credits the
     * strategies of that answer, instead of a judge.
     */
    @WithDefault("none")
    @Parameter(flat = "spl_feedback")
    Feedback feedback();

    /** Whether everything that was learned for the client is deleted before the request is answered. */
    @WithDefault("false")
    @Parameter(flat = "spl_forget")
    boolean forget();

    /** Maximum number of strategies in the instructions, 1 to 8. */
    @WithDefault("3")
    @Parameter(min = 1, max = 8, flat = "spl_max_strategies")
    int maxStrategies();

    /** Lower bound of the success rate from which a strategy is used by requests that do not learn, 0 to 1. */
    @WithDefault("0.4")
    @Parameter(min = 0, max = 1, flat = "spl_min_rate")
    double minRate();

    /** Share of the learning requests that are answered without strategies, for comparison, 0 to 1. */
    @WithDefault("0.2")
    @Parameter(min = 0, max = 1, flat = "spl_control")
    double control();

    /** Maximum number of tokens of one call beside the answer, 64 to 131072. */
    @WithDefault("2048")
    @Parameter(min = 64, max = 131072, flat = "spl_stage_max_tokens")
    int stageMaxTokens();

    /** Maximum number of strategies that are kept for one kind of problem of one client. */
    @WithDefault("10")
    int maxStored();

    /** Maximum number of clients for which strategies are kept. The one that used them least recently is dropped. */
    @WithDefault("1000")
    int maxClients();

    /** Maximum size of the file of one client, in bytes. Strategies that succeed least are dropped. */
    @WithDefault("262144")
    int maxFileBytes();

    /** How long an answer waits in memory to be judged. */
    @WithDefault("1H")
    Duration judgeWithin();

    /** Directory of the files, one for each client. Without it, a restart forgets what was learned. */
    Optional<String> directory();

    /** What a client says about an answer. */
    enum Feedback {
        /** Nothing. */
        NONE,
        /** It was right. */
        GOOD,
        /** It was wrong. */
        BAD
    }
}
