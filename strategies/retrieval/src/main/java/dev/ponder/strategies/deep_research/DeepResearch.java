package dev.ponder.strategies.deep_research;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

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
import dev.ponder.api.error.RequestException;
import dev.ponder.retrieval.fetch.PageFetcher;
import dev.ponder.retrieval.search.SearchEngine;
import dev.ponder.retrieval.source.WebRetrieval;
import dev.ponder.toolkit.budget.StageBudget;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Researches a question on the web (TTD-DR, arXiv:2507.16075): plans the report, searches and takes notes for each question,
 * drafts the report, and closes its gaps by further searches until it is complete. The last call writes the report, streamed
 * and under the client's parameters, with citations that are checked.
 *
 * <p>Only the last call sees the client's tools. A request that continues from a tool result is answered without research.
 */
@Strategy(id = "deep_research", title = "Deep research", paper = "arXiv:2507.16075", settings = DeepResearchConfig.class,
        tools = ToolPolicy.FINAL_STAGE, enabled = false,
        summary = "Searches the web in rounds, closes the gaps of a draft, and writes a report with checked citations.")
class DeepResearch implements InferenceStrategy.Streaming {

    /** The share of the time until the deadline after which no further round begins. */
    private static final double RESEARCH_TIME = 0.6;

    private final DeepResearchConfig config;
    private final SearchEngine engine;
    private final PageFetcher fetcher;

    /** What one request has so far. */
    private record Run(Inference inference, DeepResearchConfig settings, ResearchPrompts prompts, EvidenceStage gathering,
            Evidence evidence, Set<String> asked, StageBudget budget, Instant until) {}

    DeepResearch(DeepResearchConfig config, SearchEngine engine, PageFetcher fetcher) {
        this.config = config;
        this.engine = engine;
        this.fetcher = fetcher;
    }

    /** Plans, notes and gaps are repeated once if their reply cannot be read. The last revision is the report. */
    @Override
    public Cost cost(Settings settings) {
        DeepResearchConfig own = settings.of(config);
        int rounds = own.iterations();
        int first = 2 + 2 * own.questions();
        return rounds == 0
                ? new Cost(first + 1, 3)
                : new Cost(first + 1 + rounds * first + rounds - 1 + 1, 3 + 3 * rounds);
    }

    @Override
    public Multi<AnswerPart> stream(Inference inference) {
        if (engine.unavailable().isPresent()) {
            return Multi.createFrom().failure(RequestException.forbidden("ponder.strategy",
                    "strategy 'deep_research' cannot search: " + engine.unavailable().get()));
        }
        if (inference.request().conversation().endsWithToolResult()) {
            return inference.answer(Prompt.inheriting("answer", inference.request()));
        }
        return Multi.createFrom().deferred(() -> research(begin(inference)));
    }

    private Run begin(Inference inference) {
        DeepResearchConfig settings = inference.settings().of(config);
        ResearchPrompts prompts = ResearchPrompts.of(inference, settings);
        var evidence = new Evidence(settings.sources());
        Instant now = inference.clock().instant();
        Duration time = Duration.between(now, inference.budget().deadline());
        return new Run(inference, settings, prompts,
                new EvidenceStage(new WebRetrieval(inference, engine, fetcher), settings, prompts, evidence), evidence,
                new HashSet<>(), StageBudget.of(inference), now.plusMillis((long) (time.toMillis() * RESEARCH_TIME)));
    }

    private static Multi<AnswerPart> research(Run run) {
        return OutlineStage.plan(run.inference, run.prompts)
                .map(questions -> ResearchQuestion.fresh(questions, run.asked, run.settings.questions()))
                .onItem().transformToMulti(questions -> {
                    String plan = run.prompts.plan(questions);
                    return run.gathering.gather(affordable(run, questions))
                            .chain(() -> draft(run, plan))
                            .onItem().transformToMulti(draft -> report(run, plan, draft));
                });
    }

    private static List<ResearchQuestion> affordable(Run run, List<ResearchQuestion> questions) {
        return questions.subList(0, run.budget.affordable(EvidenceStage.NOTES, questions.size()));
    }

    /** The draft after all rounds; empty without evidence or rounds. */
    private static Uni<String> draft(Run run, String plan) {
        if (run.evidence.isEmpty() || run.settings.iterations() == 0) {
            return Uni.createFrom().item("");
        }
        return DraftStage.write(run.inference, run.prompts, plan, run.evidence)
                .chain(draft -> draft.isEmpty() ? Uni.createFrom().item(draft) : denoise(run, plan, draft, 1, 0));
    }

    /** One round: looks for gaps, closes them, and revises the draft unless the report follows. */
    private static Uni<String> denoise(Run run, String plan, String draft, int round, double before) {
        if (round > run.settings.iterations() || !mayContinue(run)) {
            return Uni.createFrom().item(draft);
        }
        return GapAnalysis.of(run.inference, run.prompts, plan, draft).chain(analysis -> {
            if (analysis.isEmpty()) {
                run.inference.report(new Finding.Degraded(GapAnalysis.GAPS,
                        "the gaps of the draft could not be read, so the research ended after round " + (round - 1)));
                return Uni.createFrom().item(draft);
            }
            double completeness = analysis.get().completeness();
            List<ResearchQuestion> gaps = ResearchQuestion.fresh(analysis.get().gaps(), run.asked,
                    run.settings.questions());
            run.inference.progress(new Progress(GapAnalysis.GAPS, round, run.settings.iterations(), String.format(
                    Locale.ROOT, "%.0f %% complete, %d gaps", 100 * completeness, gaps.size())));
            if (gaps.isEmpty() || analysis.get().sufficient(run.settings.completeness(), before)) {
                return Uni.createFrom().item(draft);
            }
            return run.gathering.gather(affordable(run, gaps))
                    .chain(() -> round == run.settings.iterations()
                            ? Uni.createFrom().item(draft)
                            : DraftStage.revise(run.inference, run.prompts, draft, run.evidence)
                                    .chain(revised -> denoise(run, plan, revised, round + 1, completeness)));
        });
    }

    private static boolean mayContinue(Run run) {
        if (!run.inference.clock().instant().isBefore(run.until)) {
            run.inference.report(new Finding.Degraded(GapAnalysis.GAPS,
                    "the time for research was used up, so the report was written from what was found by then"));
            return false;
        }
        return run.budget.affordable(GapAnalysis.GAPS, 2) == 2;
    }

    private static Multi<AnswerPart> report(Run run, String plan, String draft) {
        if (run.evidence.isEmpty()) {
            run.inference.report(new Finding.Degraded("search", "no source was found, so the report cites none"));
        }
        run.inference.progress(new Progress("report", 0, 1, run.evidence.size() + " sources"));
        return ReportWriter.write(run.inference, run.prompts, plan, draft, run.evidence);
    }
}
