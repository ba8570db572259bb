package dev.ponder.strategies.rto;

import java.util.List;

import dev.ponder.api.AnswerPart;
import dev.ponder.api.Cost;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Progress;
import dev.ponder.api.Prompt;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.toolkit.answer.QuestionHint;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Answers, describes the program of the answer, and writes programs from the description alone. If all of them behave alike
 * and the description fits the request, the first answer is returned as it is; otherwise a last call writes the answer from
 * all programs, streamed and under the client's parameters. An answer without a program is returned at once.
 */
@Strategy(id = "rto", title = "Round-trip optimization", paper = "arXiv:2402.08699",
        summary = "Describes the program of an answer, writes it again from the description, and resolves what differs.",
        settings = RoundTripOptimizationConfig.class, tools = ToolPolicy.FINAL_STAGE)
class RoundTripOptimization implements InferenceStrategy.Streaming {

    private static final String STAGE = "code";
    private static final int REPAIRED = 2;

    private final RoundTripOptimizationConfig config;

    RoundTripOptimization(RoundTripOptimizationConfig config) {
        this.config = config;
    }

    /** Answer; description; regeneration and review; comparison and the last answer at the same time. */
    @Override
    public Cost cost(Settings settings) {
        RoundTripOptimizationConfig own = settings.of(config);
        int review = own.review() ? REPAIRED : 0;
        return new Cost(2 + own.samples() + review + REPAIRED + 1, 4);
    }

    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        RoundTripOptimizationConfig settings = inference.settings().of(config);
        if (inference.request().conversation().endsWithToolResult()) {
            return inference.answer(Prompt.inheriting("answer", inference.request()));
        }
        var roundTrip = new RoundTrip(inference, settings);
        var optimizer = new Optimizer(inference, roundTrip.fence());
        return first(inference, settings).onItem().transformToMulti(first -> first.programs().isEmpty()
                ? Multi.createFrom().iterable(first.parts())
                : roundTrip.of(first).onItem().transformToMulti(trip -> settled(trip, inference)
                        ? Multi.createFrom().iterable(first.parts())
                        : optimizer.answer(trip)));
    }

    /** The parts are kept as they are, because they may be the answer. */
    private static Uni<FirstAnswer> first(Inference inference, RoundTripOptimizationConfig settings) {
        QuestionHint hint = QuestionHint.of(inference.request().conversation().question());
        Prompt prompt = Prompt.sampling(STAGE, inference.request(), inference.settings(), settings.temperature());
        return inference.answer(prompt).collect().asList()
                .invoke(() -> inference.progress(Progress.of(STAGE, 1, 1)))
                .chain(parts -> inference.compute(characters(parts), () -> FirstAnswer.of(parts, hint)));
    }

    /** Whether the first answer is returned without a further call. */
    private static boolean settled(Trip trip, Inference inference) {
        if (trip.deviates()) {
            return false;
        }
        if (trip.regenerated().isEmpty()) {
            inference.report(new Finding.Degraded("regenerate", trip.description().isEmpty()
                    ? "the program could not be described, so the first answer was returned"
                    : "no program was written from the description, so the first answer was returned"));
            return true;
        }
        return trip.sameTokens();
    }

    private static long characters(List<AnswerPart> parts) {
        return parts.stream().mapToLong(part -> part instanceof AnswerPart.Text text ? text.text().length() : 0).sum();
    }
}
