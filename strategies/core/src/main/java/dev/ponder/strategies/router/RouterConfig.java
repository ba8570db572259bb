package dev.ponder.strategies.router;

import java.util.List;
import java.util.Optional;

import dev.ponder.api.Parameter;
import dev.ponder.api.StrategySettings;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of routing. */
@ConfigMapping(prefix = "ponder.strategies.router")
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
public interface RouterConfig extends StrategySettings {

    /** How the kind of a request is found. */
    enum Classifier {
        /** By rules. Costs no call. */
        RULES,
        /** By one call to a model; by rules if it fails. */
        MODEL
    }

    /** Maximum number of calls of the chosen strategies, 1 to 128. A strategy that may need more is not chosen. */
    @WithDefault("16")
    @Parameter(min = 1, max = 128)
    int maxCalls();

    /** Maximum number of calls in sequence of the chosen strategies, 1 to 64. A strategy that may need more is not chosen. */
    @WithDefault("6")
    @Parameter(min = 1, max = 64)
    int maxDepth();

    /** How the kind of a request is found: {@code rules}, or {@code model} for one more call. */
    @WithDefault("rules")
    @Parameter
    Classifier classifier();

    /** The model of the classifier's call. Without a value, the model of the request. */
    Optional<String> classifierModel();

    /** Whether outcomes of earlier requests of the same client change the choice. */
    @WithDefault("true")
    @Parameter
    boolean learn();

    /** From this number of characters on, a request is one with a long context, 1000 to 100000000. */
    @WithDefault("60000")
    @Parameter(min = 1000, max = 100_000_000)
    int longCharacters();

    /** The strategies for calculations, best first. Of this and the following lists, strategies that are not enabled are left out. */
    @WithDefault("self_consistency,majority_voting,cot_reflection")
    @Parameter
    List<String> maths();

    /** The strategies for questions with options, best first. */
    @WithDefault("self_consistency,majority_voting,cot_reflection")
    @Parameter
    List<String> choice();

    /** The strategies for programs, best first. */
    @WithDefault("plansearch,bon,rto,cot_reflection")
    @Parameter
    List<String> code();

    /** The strategies for questions that combine several facts or steps, best first. */
    @WithDefault("moa,genselect,bon,cot_reflection")
    @Parameter
    List<String> reasoning();

    /** The strategies for texts that are to be written, best first. */
    @WithDefault("moa,bon")
    @Parameter
    List<String> writing();

    /** The strategies for requests with a long context, best first. */
    @WithDefault("longcepo,memory")
    @Parameter
    List<String> longContext();

    /** The strategies for everything else, best first. Without an enabled one, and with an empty list, a plain call answers. */
    @WithDefault("none")
    @Parameter
    List<String> chat();
}
