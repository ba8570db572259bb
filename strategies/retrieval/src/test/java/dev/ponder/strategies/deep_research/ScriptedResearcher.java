package dev.ponder.strategies.deep_research;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import dev.ponder.retrieval.fetch.PageFetcher;
import dev.ponder.retrieval.search.ScriptedWeb;
import dev.ponder.retrieval.search.SearchEngine;
import dev.ponder.runtime.upstream.UpstreamCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

/** A model that replies by stage: to structured stages with JSON, to the others with texts. */
final class ScriptedResearcher {

    static final String RAIN = "https://a.example/rain";
    static final String WIND = "https://b.example/wind";
    static final String PLAN = """
            {"reasoning": "r", "sections": [
            {"heading": "Rain", "question": "How much rain fell?", "query": "rain Porto"},
            {"heading": "Wind", "question": "How strong was the wind?", "query": "wind Porto"}]}""";
    static final String NOTES = """
            {"reasoning": "r", "notes": [
            {"source": 1, "claim": "80 mm fell.", "quote": "80 mm of  RAIN fell"},
            {"source": 2, "claim": "Gusts reached 120 km/h.", "quote": "gusts of 120 km/h"},
            {"source": 2, "claim": "Nobody said this.", "quote": "a sentence that no page has"},
            {"source": 9, "claim": "No such source.", "quote": "80 mm of rain fell"}]}""";

    private final Deque<String> gaps = new ArrayDeque<>();
    private String plan = PLAN;
    private String notes = NOTES;
    private ScriptedReply report = ScriptedReply.text("# Storm\n\nIt rained [1].");
    private int drafts;

    static ScriptedWeb web() {
        return ScriptedWeb.of(RAIN, "On Monday, 80 mm of rain fell in Porto.", WIND, "There were gusts of 120 km/h.");
    }

    static String gaps(double score, String... queries) {
        return "{\"reasoning\": \"r\", \"gaps\": [" + String.join(", ", List.of(queries).stream()
                .map(query -> "{\"heading\": \"h\", \"question\": \"Why " + query + "?\", \"query\": \"" + query + "\"}")
                .toList()) + "], \"score\": " + score + "}";
    }

    ScriptedResearcher plan(String reply) {
        plan = reply;
        return this;
    }

    ScriptedResearcher notes(String reply) {
        notes = reply;
        return this;
    }

    /** The replies of the gap analysis in turn; the last one for all further rounds. */
    ScriptedResearcher gaps(List<String> replies) {
        gaps.addAll(replies);
        return this;
    }

    ScriptedResearcher report(ScriptedReply reply) {
        report = reply;
        return this;
    }

    ScriptedUpstream model() {
        return ScriptedUpstream.replying((call, number) -> reply(call));
    }

    ScriptedReply reply(UpstreamCall call) {
        return switch (stage(call)) {
            case "sections" -> ScriptedReply.text(plan);
            case "notes" -> ScriptedReply.text(notes);
            case "gaps" -> ScriptedReply.text(gaps.isEmpty() ? gaps(10) : gaps.size() == 1 ? gaps.peek() : gaps.pop());
            case "draft" -> ScriptedReply.text("Draft " + ++drafts + " [1] (missing: cause)");
            default -> report;
        };
    }

    /** The name of the schema, {@code draft} or {@code report}. */
    static String stage(UpstreamCall call) {
        if (call.parameters().containsKey("response_format")) {
            return call.parameters().get("response_format").at("/json_schema/name").asText();
        }
        String instructions = call.conversation().messages().get(0).text();
        return instructions.startsWith("You write") || instructions.startsWith("You revise") ? "draft" : "report";
    }

    static StrategyHarness harness(SearchEngine engine, PageFetcher fetcher) {
        return StrategyHarness.of((DeepResearchConfig config) -> new DeepResearch(config, engine, fetcher),
                DeepResearchConfig.class);
    }

    static StrategyHarness harness() {
        ScriptedWeb web = web();
        return harness(web, web);
    }
}
