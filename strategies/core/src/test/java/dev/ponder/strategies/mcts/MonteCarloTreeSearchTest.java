package dev.ponder.strategies.mcts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.ponder.api.Cost;
import dev.ponder.testing.HarnessRun;
import dev.ponder.testing.Requests;
import dev.ponder.testing.ScriptedReply;
import dev.ponder.testing.ScriptedUpstream;
import dev.ponder.testing.StrategyHarness;

class MonteCarloTreeSearchTest {

    private static final String QUESTION = "What is 17 times 23?";

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void theSampleThatTheJudgePrefersWins(int preferred) {
        String[] samples = IntStream.range(0, 8).mapToObj(i -> "The answer is " + (380 + i) + ".")
                .toArray(String[]::new);
        for (int simulations : new int[]{0, 1, 2, 3, 8}) {
            StrategyHarness harness = ScriptedSearch.harness(ScriptedSearch
                    .model(text -> text.equals(samples[preferred]) ? 9 : 3, draft -> "The answer is 1.", samples))
                    .with("ponder.strategies.mcts.width", "8").parameter("simulations", simulations);

            assertThat(harness.ask(QUESTION).text()).isEqualTo(samples[preferred]);
        }
    }

    @Test
    void everyPromptContainsTheQuestion() {
        ScriptedUpstream upstream = ScriptedSearch.model(text -> 5, draft -> draft + " Or so.", "380", "381", "382");
        ScriptedSearch.harness(upstream).with("ponder.strategies.mcts.compare", "true").ask(QUESTION);

        assertThat(upstream.calls()).hasSizeGreaterThan(14)
                .allSatisfy(call -> assertThat(call.text()).contains(QUESTION));
    }

    @Test
    void requestsDoNotInfluenceEachOther() {
        StrategyHarness harness = ScriptedSearch
                .harness(ScriptedSearch.model(text -> text.length() % 7, draft -> draft + "!",
                        IntStream.rangeClosed(1, 40).mapToObj("x"::repeat).toArray(String[]::new)));
        HarnessRun none = harness.parameter("simulations", 0).start(Requests.question("First?"));
        HarnessRun eight = harness.parameter("simulations", 8).start(Requests.question("Second?"));
        none.finish();
        eight.finish();
        HarnessRun last = harness.parameter("simulations", 0).run(Requests.question("Third?"));

        assertThat(calls(harness, "First?")).isEqualTo(6);
        assertThat(calls(harness, "Second?")).isEqualTo(22);
        assertThat(calls(harness, "Third?")).isEqualTo(6);
        assertThat(last.elapsed()).isEqualTo(harness.upstream().latency().multipliedBy(2));
    }

    private static long calls(StrategyHarness harness, String question) {
        return harness.upstream().calls().stream().filter(call -> call.text().contains(question)).count();
    }

    @Test
    void refinesTheBestAnswerThatLeavesSomethingToImprove() {
        Map<String, Double> grades = Map.of("380", 2.0, "381", 6.0, "382", 4.0);
        ScriptedUpstream upstream = ScriptedSearch.model(text -> grades.getOrDefault(text, 9.0), draft -> "391", "380",
                "381", "382");

        assertThat(ScriptedSearch.harness(upstream).parameter("simulations", 1).ask(QUESTION).text()).isEqualTo("391");
        assertThat(ScriptedSearch.drafts(upstream)).containsExactly("381");
    }

    @Test
    void aRefinedAnswerThatIsGradedWorseLoses() {
        ScriptedUpstream upstream = ScriptedSearch.model(text -> text.equals("391") ? 7 : 5, draft -> "1", "391", "381",
                "382");

        assertThat(ScriptedSearch.harness(upstream).ask(QUESTION).text()).isEqualTo("391");
        assertThat(ScriptedSearch.drafts(upstream)).contains("391");
    }

    @Test
    void writesNewAnswersInsteadOfRefiningGoodOnes() {
        ScriptedUpstream upstream = ScriptedSearch.model(text -> 9, draft -> "1", "391", "381", "382", "383", "391");
        ScriptedSearch.harness(upstream).ask(QUESTION);

        assertThat(ScriptedSearch.drafts(upstream)).isEmpty();
    }

    @Test
    void refinesNothingAtDepthOne() {
        ScriptedUpstream upstream = ScriptedSearch.model(text -> 3, draft -> "1", "380", "381", "382", "383", "384",
                "385", "386");
        ScriptedSearch.harness(upstream).parameter("depth", 1).ask(QUESTION);

        assertThat(ScriptedSearch.drafts(upstream)).isEmpty();
        assertThat(upstream.calls()).hasSize(14);
    }

    @Test
    void refinesRefinedAnswersInATallTree() {
        ScriptedUpstream upstream = ScriptedSearch.model(text -> Math.min(8, 4 + text.length()), draft -> draft + "*",
                "a", "b");
        String best = ScriptedSearch.harness(upstream).with("ponder.strategies.mcts.width", "2")
                .with("ponder.strategies.mcts.parallel", "1").parameter("simulations", 3).parameter("depth", 4)
                .parameter("exploration", 0.0).ask("Write").text();

        assertThat(best).isEqualTo("a***");
        assertThat(ScriptedSearch.drafts(upstream)).containsExactly("a", "a*", "a**");
    }

    @Test
    void theRefinerSeesTheDraftAndTheRemarks() {
        ScriptedUpstream upstream = ScriptedSearch.model(text -> 4, draft -> "391", "380", "381", "382");
        ScriptedSearch.harness(upstream).parameter("simulations", 1).ask(QUESTION);

        assertThat(upstream.calls()).filteredOn(call -> ScriptedSearch.refines(call.request())).singleElement()
                .satisfies(call -> assertThat(call.text()).contains("<draft-", "380", "<critique-",
                        "Look at the second step."));
    }

    @ParameterizedTest
    @CsvSource({"391, 391., The answer is 391.", "An ode., An ode., An ode."})
    void searchesNothingWhereAllAgree(String one, String two, String three) {
        StrategyHarness harness = ScriptedSearch.harness(ScriptedUpstream.answering(one, two, three));
        HarnessRun run = harness.run(Requests.question(QUESTION));

        assertThat(run.answer().text()).isIn(one, two, three);
        assertThat(run.elapsed()).isEqualTo(harness.upstream().latency());
        assertThat(harness.upstream().calls()).hasSize(3);
        assertThat(run.degraded()).isEmpty();
    }

    @Test
    void stopsWhenTwoVerdictsAreExcellent() {
        ScriptedUpstream upstream = ScriptedSearch.model(text -> text.contains("391") ? 10 : 2, draft -> "1", "391",
                "The answer is 391.", "381");
        ScriptedSearch.harness(upstream).ask(QUESTION);

        assertThat(upstream.calls()).hasSize(6);
    }

    @Test
    void stopsWhenAWholeWaveComesToTheLeadingAnswer() {
        ScriptedUpstream upstream = ScriptedSearch.model(text -> text.contains("391") ? 8 : 5, draft -> "391", "380",
                "381", "382", "391");
        HarnessRun run = ScriptedSearch.harness(upstream).with("ponder.strategies.mcts.parallel", "2")
                .parameter("simulations", 8).run(Requests.question(QUESTION));

        assertThat(run.answer().text()).isEqualTo("391");
        assertThat(upstream.calls()).hasSize(10);
    }

    @ParameterizedTest
    @CsvSource({"3, 4, 4, 1, false, 21, 4", "3, 0, 4, 1, false, 9, 2", "3, 4, 2, 1, false, 21, 6",
            "1, 1, 1, 1, true, 8, 5", "16, 64, 16, 2, false, 400, 10"})
    void declaresItsCost(int width, int simulations, int parallel, int votes, boolean compare, int calls, int depth) {
        StrategyHarness harness = ScriptedSearch.harness(ScriptedUpstream.answering("1"))
                .parameter("width", width).parameter("simulations", simulations).parameter("parallel", parallel)
                .parameter("judge_votes", votes).parameter("compare", compare);

        assertThat(harness.cost()).isEqualTo(new Cost(calls, depth));
    }

    @ParameterizedTest
    @CsvSource({"4, 4, 14, 4", "4, 2, 14, 6", "5, 2, 16, 8", "8, 8, 22, 4", "0, 1, 6, 2"})
    void simulationsOfAWaveRunInParallel(int simulations, int parallel, int calls, int depth) {
        StrategyHarness harness = ScriptedSearch.harness(ScriptedSearch.model(text -> 1 + text.length() % 4,
                draft -> draft + "x", "a", "bc", "def", "g", "hi", "jkl"))
                .parameter("simulations", simulations).parameter("parallel", parallel);
        HarnessRun run = harness.run(Requests.question("Write"));

        assertThat(harness.upstream().calls()).hasSize(calls);
        assertThat(run.elapsed()).isEqualTo(harness.upstream().latency().multipliedBy(depth));
    }

    @Test
    void comparesTwoBestAnswersWithNearlyEqualGrades() {
        ScriptedUpstream upstream = ScriptedUpstream.replying((call, number) -> ScriptedReply
                .text(ScriptedSearch.grades(call)
                        ? ScriptedSearch.verdict(8)
                        : call.parameters().containsKey("response_format")
                                ? "{\"reasoning\": \"\", \"choice\": \"" + label(call.conversation().question()) + "\"}"
                                : number == 0 ? "a poem" : "an ode"));
        HarnessRun run = ScriptedSearch.harness(upstream).parameter("simulations", 0).parameter("compare", true)
                .with("ponder.strategies.mcts.width", "2").run(Requests.question("Write"));

        assertThat(run.answer().text()).isEqualTo("an ode");
        assertThat(run.elapsed()).isEqualTo(upstream.latency().multipliedBy(3));
    }

    private static String label(String prompt) {
        return prompt.indexOf("an ode") < prompt.indexOf("a poem") ? "C1" : "C2";
    }

    @Test
    void returnsItsBestAnswersAsChoices() {
        ScriptedUpstream upstream = ScriptedSearch.model(String::length, draft -> "x", "four", "three", "eleven");
        HarnessRun run = ScriptedSearch.harness(upstream).choices(3).run(Requests.question("Write"));

        assertThat(run.choice(0).text()).isEqualTo("eleven");
        assertThat(run.choice(1).text()).isEqualTo("three");
        assertThat(run.choice(2).text()).isEqualTo("four");
        assertThat(upstream.calls()).hasSize(14);
    }

    @Test
    void reportsProgress() {
        ScriptedUpstream upstream = ScriptedSearch.model(text -> text.equals("391") ? 8 : 3, draft -> "1", "380", "391",
                "382", "4");
        HarnessRun run = ScriptedSearch.harness(upstream).run(Requests.question(QUESTION));

        assertThat(run.progress()).extracting(progress -> progress.stage() + " " + progress.done() + " "
                + progress.of() + " " + progress.note()).containsExactly("sample 1 7 ", "sample 2 7 ", "sample 3 7 ",
                        "grade 3 7 leader: 2, grade 8.0", "search 4 7 leader: 2, grade 8.0",
                        "search 5 7 leader: 2, grade 8.0", "search 6 7 leader: 2, grade 8.0",
                        "search 7 7 leader: 2, grade 8.0", "grade 7 7 leader: 2, grade 8.0");
    }
}
