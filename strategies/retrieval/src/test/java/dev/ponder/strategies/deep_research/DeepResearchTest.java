package dev.ponder.strategies.deep_research;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.ponder.api.Answer;
import dev.ponder.api.Progress;
import dev.ponder.api.chat.ChatRequest;
import dev.ponder.api.chat.FinishReason;
import dev.ponder.api.chat.ToolCall;
import dev.ponder.api.error.RequestException;
import dev.ponder.api.error.UpstreamException.Fault;
import dev.ponder.retrieval.search.ScriptedWeb;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedCall;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.StrategyHarness;

class DeepResearchTest {

    private static final ChatRequest QUESTION = Requests.question("Report on the storm in Porto.");
    private static final Pattern CITATION = Pattern.compile("\\[\\d+]");

    private final ScriptedWeb web = ScriptedResearcher.web();
    private final ScriptedResearcher researcher = new ScriptedResearcher();

    private StrategyHarness harness() {
        return ScriptedResearcher.harness(web, web).upstream(researcher.model());
    }

    private static List<String> stages(StrategyHarness harness) {
        return harness.upstream().calls().stream().map(call -> ScriptedResearcher.stage(call.request())).toList();
    }

    private static String prompt(StrategyHarness harness, String stage) {
        ScriptedCall last = harness.upstream().calls().stream()
                .filter(call -> ScriptedResearcher.stage(call.request()).equals(stage)).reduce((a, b) -> b).orElseThrow();
        return last.request().conversation().transcript(10);
    }

    @Test
    void writesReportWhoseCitationsExist() {
        researcher.report(ScriptedReply.text("# Storm\n\nGusts of 120 km/h [2]. Rain [1, 2][99]. Locusts [98].\n\n"
                + "## References\n\n[1] A page that I made up, https://evil.example/\n"));
        HarnessRun run = harness().runStreamed(QUESTION);

        assertThat(run.answer().text()).isEqualTo("# Storm\n\nGusts of 120 km/h [1]. Rain [2][1]. Locusts.\n\n"
                + "\n\n## References\n\n"
                + "- [1] Title of " + ScriptedResearcher.WIND + ". " + ScriptedResearcher.WIND + " (accessed 2026-01-01)\n"
                + "- [2] Title of " + ScriptedResearcher.RAIN + ". " + ScriptedResearcher.RAIN + " (accessed 2026-01-01)\n");
        assertThat(run.degraded()).isEmpty();
    }

    @Test
    void keepsNotesWhoseQuotationsAreInTheirSource() {
        StrategyHarness harness = harness();
        harness.run(QUESTION);

        assertThat(prompt(harness, "report")).containsPattern("<note-[0-9a-f]{8} label=\"1\">\\n80 mm fell\\.")
                .containsPattern("<note-[0-9a-f]{8} label=\"2\">\\nGusts reached 120 km/h\\.")
                .doesNotContain("Nobody said this", "No such source");
        assertThat(prompt(harness, "notes")).containsPattern("<document-[0-9a-f]{8} label=\"1\">\\nOn Monday, 80 mm");
    }

    @Test
    void usesPassagesWhereNotesCannotBeRead() {
        researcher.notes("I have nothing to note.");
        StrategyHarness harness = harness();
        HarnessRun run = harness.run(QUESTION);

        assertThat(prompt(harness, "report")).contains("\"On Monday, 80 mm of rain fell in Porto.\"");
        assertThat(harness.upstream().calls().size()).isLessThanOrEqualTo(harness.cost().calls());
        assertThat(run.answer().text()).contains("[1]");
    }

    @Test
    void endsWhenTheDraftIsComplete() {
        researcher.gaps(List.of(ScriptedResearcher.gaps(9.5, "cause")));
        StrategyHarness harness = harness();
        harness.run(QUESTION);

        assertThat(stages(harness)).containsExactly("sections", "notes", "notes", "draft", "gaps", "report");
        assertThat(web.queries()).containsExactly("rain Porto", "wind Porto");
    }

    @Test
    void closesGapsInRoundsUntilTheBound() {
        researcher.gaps(List.of(ScriptedResearcher.gaps(3, "cause", "Rain PORTO"), ScriptedResearcher.gaps(5, "damage"),
                ScriptedResearcher.gaps(6, "never")));
        StrategyHarness harness = harness();
        HarnessRun run = harness.run(QUESTION);

        assertThat(stages(harness)).containsExactly("sections", "notes", "notes", "draft", "gaps", "notes", "draft", "gaps",
                "notes", "report");
        assertThat(web.queries()).as("a query is not repeated")
                .containsExactly("rain Porto", "wind Porto", "cause", "damage");
        assertThat(run.elapsed()).isEqualTo(Duration.ofSeconds(harness.cost().depth()));
        assertThat(prompt(harness, "report")).contains("Draft 2");
        assertThat(run.progress()).extracting(Progress::note).contains("30 % complete, 1 gaps", "50 % complete, 1 gaps");
    }

    @Test
    void endsWithoutProgressOfNearlyCompleteDraft() {
        researcher.gaps(List.of(ScriptedResearcher.gaps(7.5, "a"), ScriptedResearcher.gaps(7.5, "b"),
                ScriptedResearcher.gaps(7.5, "c")));
        StrategyHarness harness = harness().parameter("iterations", 5);
        harness.run(QUESTION);

        assertThat(web.queries()).containsExactly("rain Porto", "wind Porto", "a");
    }

    @Test
    void readsEachPageOnceAndNoMoreThanItMay() {
        researcher.gaps(List.of(ScriptedResearcher.gaps(3, "cause"), ScriptedResearcher.gaps(3, "damage")));
        harness().run(QUESTION);
        assertThat(web.fetched()).containsExactly(ScriptedResearcher.RAIN, ScriptedResearcher.WIND);

        harness().parameter("sources", 1).run(QUESTION);
        assertThat(web.fetched()).hasSize(3);
    }

    @Test
    void searchesForTheQuestionIfNoPlanCanBeRead() {
        researcher.plan("First I would search.");
        HarnessRun run = harness().run(QUESTION);

        assertThat(web.queries()).containsExactly("Report on the storm in Porto");
        assertThat(run.degraded()).singleElement().asString().contains("no plan could be read");
    }

    @Test
    void answersWithoutSourcesAndSaysSo() {
        ScriptedWeb empty = ScriptedWeb.of().failing("searxng: status 500");
        StrategyHarness harness = ScriptedResearcher.harness(empty, empty).upstream(researcher.model());
        HarnessRun run = harness.run(QUESTION);

        assertThat(run.answer().text()).isEqualTo("# Storm\n\nIt rained.");
        assertThat(stages(harness)).containsExactly("sections", "report");
        assertThat(run.degraded()).anySatisfy(reason -> assertThat(reason).contains("searxng: status 500"))
                .anySatisfy(reason -> assertThat(reason).contains("no source was found"));
    }

    @Test
    void usesTheExcerptOfPageThatCannotBeRead() {
        ScriptedWeb closed = ScriptedWeb.of(ScriptedResearcher.RAIN, "");
        StrategyHarness harness = ScriptedResearcher.harness(closed, closed).upstream(researcher.model());

        assertThat(harness.run(QUESTION).answer().text()).contains("[1] Page " + ScriptedResearcher.RAIN);
        assertThat(prompt(harness, "report")).contains("About " + ScriptedResearcher.RAIN);
    }

    @Test
    void refusesWithWhatTheOperatorHasToSet() {
        web.unavailable("no search engine is configured (set x.y)");

        assertThat(harness().run(QUESTION).failure()).isInstanceOf(RequestException.class)
                .hasMessage("strategy 'deep_research' cannot search: no search engine is configured (set x.y)");
    }

    @Test
    void returnsToolCallsAndRefusalsWithoutReferences() {
        researcher.report(ScriptedReply.answer(new Answer("Rain [1]", "", List.of(new ToolCall("1", "weather", "{}")), "",
                FinishReason.TOOL_CALLS, null, List.of())));
        assertThat(harness().run(QUESTION).answer().text()).isEqualTo("Rain [1]");

        researcher.report(ScriptedReply.answer(new Answer("", "", List.of(), "No.", FinishReason.STOP, null, List.of())));
        assertThat(harness().run(QUESTION).answer().refusal()).isEqualTo("No.");
    }

    @Test
    void leavesJsonAlone() {
        researcher.report(ScriptedReply.text("{\"rain\": [80, 99]}"));
        ChatRequest json = Requests.with(QUESTION, "response_format",
                JsonNodeFactory.instance.objectNode().put("type", "json_object"));

        assertThat(harness().run(json).answer().text()).isEqualTo("{\"rain\": [80, 99]}");
    }

    @Test
    void appendsReferencesToReportThatWasCutOff() {
        researcher.report(ScriptedReply.truncated("It rained [1] and"));
        Answer answer = harness().run(QUESTION).answer();

        assertThat(answer.text()).startsWith("It rained [1] and").contains("## References");
        assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void removesCitationsFromTitles() {
        ScriptedWeb hostile = ScriptedWeb.of("https://a.example/?q=[77]", "80 mm of rain fell. [66]");
        String text = ScriptedResearcher.harness(hostile, hostile).upstream(researcher.model()).run(QUESTION).answer().text();

        assertThat(CITATION.matcher(text).results().map(match -> match.group())).containsOnly("[1]");
    }

    @Test
    void writesTheReportInTimeWhenTheResearchIsSlow() {
        researcher.gaps(List.of(ScriptedResearcher.gaps(1, "a"), ScriptedResearcher.gaps(1, "b"),
                ScriptedResearcher.gaps(1, "c")));
        HarnessRun run = harness().parameter("iterations", 3)
                .limits(limits -> limits.atMost(limits.maxCalls(), limits.maxTokens(), Duration.ofSeconds(8)))
                .run(QUESTION);

        assertThat(run.failure()).isNull();
        assertThat(run.degraded()).anySatisfy(reason -> assertThat(reason).contains("time for research"));
    }

    @Test
    void continuesWithoutDraftIfItsCallFails() {
        StrategyHarness harness = harness();
        harness.upstream(dev.ponder.testing.ScriptedUpstream.replying(
                (call, number) -> ScriptedResearcher.stage(call).equals("draft")
                        ? ScriptedReply.failing(Fault.FAILED)
                        : researcher.reply(call)));
        HarnessRun run = harness.run(QUESTION);

        assertThat(run.answer().text()).contains("[1]");
        assertThat(run.degraded()).singleElement().asString().contains("no draft");
    }

    @ParameterizedTest
    @ValueSource(strings = {"```\n[1]", "[", "[1", "# References\n", "[[[[]]]]", "[1](javascript:alert(1)) [1]"})
    void survivesStrangeReports(String text) {
        researcher.report(ScriptedReply.text(text));
        HarnessRun run = harness().runStreamed(QUESTION);

        assertThat(run.failure()).isNull();
        assertThat(run.answer().text()).isEqualTo(harness().run(QUESTION).answer().text());
    }

    @Test
    void cancelsSearchesAndPages() {
        StrategyHarness harness = harness();
        web.silent();
        HarnessRun run = harness.start(QUESTION);
        harness.upstream().time().advance(Duration.ofSeconds(2));
        run.cancel();

        assertThat(web.cancelled()).isEqualTo(2);
    }
}
