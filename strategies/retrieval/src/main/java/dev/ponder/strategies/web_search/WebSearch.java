package dev.ponder.strategies.web_search;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.ponder.api.Cost;
import dev.ponder.api.Fence;
import dev.ponder.api.Finding;
import dev.ponder.api.Inference;
import dev.ponder.api.InferenceStrategy;
import dev.ponder.api.Progress;
import dev.ponder.api.PromptTemplate;
import dev.ponder.api.Settings;
import dev.ponder.api.Strategy;
import dev.ponder.api.ToolPolicy;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.error.RequestException;
import dev.ponder.retrieval.fetch.PageFetcher;
import dev.ponder.retrieval.search.QuestionQuery;
import dev.ponder.retrieval.search.SearchEngine;
import dev.ponder.retrieval.search.SearchHit;
import dev.ponder.retrieval.search.SearchOutcome;
import dev.ponder.retrieval.source.Excerpt;
import dev.ponder.retrieval.source.WebRetrieval;
import dev.ponder.toolkit.text.FenceKind;
import io.smallrye.mutiny.Uni;

/**
 * Searches the web for the last question, reads the best pages, and shows the results to the next strategy as data, with numbers
 * for citations.
 *
 * <p>A request that continues from a tool result is not changed, because the search was made before the tool was called.
 */
@Strategy(id = "web_search", title = "Web search", settings = WebSearchConfig.class, tools = ToolPolicy.FINAL_STAGE,
        enabled = false,
        summary = "Searches the web, reads the best pages, and lets the model answer from them with citations.")
class WebSearch implements InferenceStrategy.Transform {

    private static final String SEARCH = "search";
    private static final String READ = "read";
    private static final PromptTemplate ANSWER = PromptTemplate.of(WebSearch.class, "answer");

    private final WebSearchConfig config;
    private final SearchEngine engine;
    private final PageFetcher fetcher;

    WebSearch(WebSearchConfig config, SearchEngine engine, PageFetcher fetcher) {
        this.config = config;
        this.engine = engine;
        this.fetcher = fetcher;
    }

    /** The call for the queries, its repair, and the answer. */
    @Override
    public Cost cost(Settings settings) {
        return settings.of(config).planner() ? new Cost(3, 2) : Cost.SINGLE_CALL;
    }

    @Override
    public Uni<ChatRequest> transform(Inference inference) {
        WebSearchConfig settings = inference.settings().of(config);
        if (engine.unavailable().isPresent()) {
            return Uni.createFrom().failure(RequestException.forbidden("ponder.strategy",
                    "strategy 'web_search' cannot search: " + engine.unavailable().get()));
        }
        if (inference.request().conversation().endsWithToolResult()) {
            return Uni.createFrom().item(inference.request());
        }
        var retrieval = new WebRetrieval(inference, engine, fetcher);
        return new QueryPlanner(inference, settings).plan()
                .chain(plan -> plan.queries().isEmpty()
                        ? Uni.createFrom().item(inference.request())
                        : search(retrieval, settings, plan));
    }

    private static Uni<ChatRequest> search(WebRetrieval retrieval, WebSearchConfig settings, QueryPlan plan) {
        Inference inference = retrieval.inference();
        inference.progress(new Progress(SEARCH, 0, plan.queries().size(), String.join("; ", plan.queries())));
        return retrieval.search(plan.queries(), settings.results(), plan.language(), plan.recency())
                .invoke(outcome -> report(inference, plan, outcome))
                .chain(outcome -> outcome.hits().isEmpty()
                        ? Uni.createFrom().item(inference.request())
                        : excerpts(retrieval, settings, plan, outcome.hits())
                                .map(excerpts -> informed(inference, outcome.hits(), excerpts)));
    }

    private static void report(Inference inference, QueryPlan plan, SearchOutcome outcome) {
        int queries = plan.queries().size();
        inference.progress(new Progress(SEARCH, queries, queries, outcome.hits().size() + " results"));
        if (outcome.hits().isEmpty()) {
            inference.report(new Finding.Degraded(SEARCH, outcome.failures().isEmpty()
                    ? "the search found nothing, so the model answered without it"
                    : "the search failed (" + String.join("; ", outcome.failures())
                            + "), so the model answered without it"));
        } else if (!outcome.failures().isEmpty()) {
            inference.report(new Finding.Degraded(SEARCH,
                    "search engines failed (" + String.join("; ", outcome.failures())
                            + "), so their results are missing"));
        }
    }

    private static Uni<List<Excerpt>> excerpts(WebRetrieval retrieval, WebSearchConfig settings, QueryPlan plan,
            List<SearchHit> hits) {
        Inference inference = retrieval.inference();
        int count = Math.min(settings.pages(), hits.size());
        String question = String.join(" ", plan.queries()) + " "
                + QuestionQuery.of(inference.request().conversation().question());
        return retrieval.read(hits.subList(0, count))
                .invoke(pages -> inference.progress(new Progress(READ, pages.size(), count, "")))
                .chain(pages -> retrieval.excerpts(pages, question, settings.pageTokens()));
    }

    private static ChatRequest informed(Inference inference, List<SearchHit> hits, List<Excerpt> excerpts) {
        Fence fence = Fence.of(inference.random());
        var blocks = new ArrayList<String>();
        for (int i = 0; i < hits.size(); i++) {
            blocks.add(FenceKind.RESULT.wrap(fence, Integer.toString(i + 1), shown(hits.get(i))));
        }
        excerpts.forEach(excerpt -> blocks.add(FenceKind.DOCUMENT.wrap(fence,
                Integer.toString(hits.indexOf(excerpt.hit()) + 1), excerpt.text())));
        String instructions = ANSWER.render(Map.of("result", FenceKind.RESULT.tag(fence),
                "document", FenceKind.DOCUMENT.tag(fence), "pages", !excerpts.isEmpty(),
                "date", LocalDate.ofInstant(inference.clock().instant(), ZoneOffset.UTC).toString(),
                "blocks", String.join("\n\n", blocks)));
        ChatRequest request = inference.request();
        return request.withConversation(request.conversation().withInstructions(instructions));
    }

    private static String shown(SearchHit hit) {
        return hit.title() + "\n" + hit.url() + (hit.date().isEmpty() ? "" : "\n" + hit.date())
                + (hit.snippet().isEmpty() ? "" : "\n" + hit.snippet());
    }
}
