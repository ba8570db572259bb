package dev.ponder.runtime.rest.openai.wire;

import java.time.Clock;
import java.util.random.RandomGenerator;

import jakarta.inject.Singleton;

import dev.ponder.runtime.rest.inference.AnswerEncoder;

/** Creates encoders of completions, each with an id and a creation time. */
@Singleton
public class CompletionEncoderFactory {

    private final Clock clock;
    private final RandomGenerator random;

    CompletionEncoderFactory(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** A factory of encoders that write choices with this writer. */
    public AnswerEncoder.Factory of(ChoiceWriter choices) {
        return (run, request) -> new CompletionEncoder(
                ResponseMetadata.fresh(choices.idPrefix(), request.model(), clock, random), run,
                request.response().includeUsage(), choices);
    }
}
