package dev.ponder.strategies.deep_research;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.ponder.api.Inference;
import dev.ponder.api.PromptTemplate;
import dev.ponder.toolkit.reply.ReplyFormat;
import dev.ponder.toolkit.reply.ReplySchema;
import io.smallrye.mutiny.Uni;

/**
 * What a draft lacks.
 *
 * @param completeness how complete the draft is, 0 to 1
 * @param gaps what has to be searched for
 */
record GapAnalysis(double completeness, List<ResearchQuestion> gaps) {

    static final String GAPS = "gaps";

    private static final double BEST = 10;
    private static final double ENOUGH_WITHOUT_PROGRESS = 0.7;
    private static final double PROGRESS = 0.03;
    private static final PromptTemplate TASK = PromptTemplate.of(GapAnalysis.class, "gaps");
    private static final ReplyFormat<GapAnalysis> FORMAT = ReplyFormat.of(GAPS,
            ReplySchema.object().text("reasoning").objects(GAPS, ResearchQuestion.schema()).number("score"), "score",
            GapAnalysis::read);

    /** Asks for the gaps of a draft; empty if the reply cannot be read. */
    static Uni<Optional<GapAnalysis>> of(Inference inference, ResearchPrompts prompts, String plan, String draft) {
        return FORMAT.ask(inference, prompts.internal(GAPS, TASK, Map.of(), plan + "\n\n" + prompts.draft(draft)));
    }

    private static Optional<GapAnalysis> read(JsonNode reply) {
        double score = reply.path("score").asDouble(-1);
        return score < 0 || score > BEST
                ? Optional.empty()
                : Optional.of(new GapAnalysis(score / BEST, ResearchQuestion.read(reply.path(GAPS))));
    }

    /** Whether the research ends: the draft is complete, or nearly and no longer improves. */
    boolean sufficient(double wanted, double before) {
        return gaps.isEmpty() || completeness >= wanted
                || completeness > ENOUGH_WITHOUT_PROGRESS && completeness - before < PROGRESS;
    }
}
